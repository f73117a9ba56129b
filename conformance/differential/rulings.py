"""The rulings: every finding ever made, as a minimal program with what was decided about it.

Keeps true: a ruling names the clause, freedom or deviation it rests on. `verdict` is what the program must
come to on the target from now on: `legal` by a freedom or a mended bug, `deviation`, or `unknown` while
nobody has ruled. Does not know: loops.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from conformance.language import ProgramError, parse

FOLDER = Path(__file__).parent / "regressions"


class RegressionError(Exception):
    """A file of the folder cannot be read: file, place and fault in one line."""


class Regression(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One finding and its ruling."""

    name: str
    """A few words, unique in the folder."""
    target: str
    program: str
    trace: str
    """What the target does, when nothing disturbs it."""
    verdict: Literal["legal", "deviation", "unknown", "broken"]
    ruling: str
    """Why it is so, for a stranger."""
    clauses: tuple[str, ...]
    link: str | None = None
    busy: bool = False
    """Seen on a busy machine only: the trace is judged as it was, the program is not run again."""


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    regression: tuple[Regression, ...]


def load(folder: Path = FOLDER) -> Iterator[Regression]:
    """All rulings, by file and order in the file. Raises RegressionError."""
    for path in sorted(folder.glob("*.toml")):
        try:
            kept = msgspec.toml.decode(path.read_bytes(), type=_File).regression
            for regression in kept:
                parse(regression.program)
        except (msgspec.MsgspecError, ProgramError) as fault:
            raise RegressionError(f"{path.name}: {fault}") from None
        yield from kept


@cache
def deviations_of(target: str) -> frozenset[str]:
    """The clauses that the rulings say this loop breaks."""
    return frozenset(
        clause
        for regression in load()
        if regression.target == target and regression.verdict == "deviation"
        for clause in regression.clauses
    )
