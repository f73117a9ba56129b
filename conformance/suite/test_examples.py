"""Every example of the spec, put to the loop as it stands there: program in, trace out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from conformance import language, ledger
from conformance.expect import Broken
from conformance.ledger import Example
from conformance.target import Target

STUCK = "stuck"


def _examples() -> Iterator[Any]:
    known = ledger.load()
    for clause in known:
        for number, example in enumerate(clause.example, start=1):
            mark = pytest.mark.clause(clause.id)
            yield pytest.param(example, id=f"{clause.id}[{number}]", marks=mark)


@pytest.mark.parametrize("example", list(_examples()))
def test_example(example: Example, target: Target, new_loop: Callable[[], Any]) -> None:
    """The program of the example leaves the trace that its clause allows."""
    program = language.parse(example.program)
    lacking = sorted(language.capabilities(program) - target.capabilities)
    if lacking:
        pytest.skip(f"the program needs {', '.join(lacking)}, which {target.name} cannot do")
    trace = language.run(program, new_loop, tick=target.tick)
    if STUCK in trace.tokens:  # on a machine that stood still that is a false word: ask once more
        trace = language.run(program, new_loop, tick=target.tick)
    if list(trace.tokens) != example.trace.split():
        raise Broken(
            doing="run the program",
            expected=" ".join(example.trace.split()),
            observed=trace.text,
            program=language.unparse(program),
        )
