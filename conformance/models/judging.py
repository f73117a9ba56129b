"""A state machine that judges one clause at a time.

Keeps true: a machine that was asked about one clause fails by that clause only, so that a report never blames
a neighbour; what the other clauses speak of is driven, but not judged.
Deliberately does not know: any clause, nor how a loop is made.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, ClassVar

import pytest
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

NewLoop = Callable[[], asyncio.AbstractEventLoop]

STEPS = 24
"""Rules in one run: long enough for each order of three events on two objects, short enough to read."""


class Judging(RuleBasedStateMachine):
    """A machine over one fresh loop, closed at the end. Subclasses call `judge` and `turn`."""

    clause: ClassVar[str] = ""
    new_loop: ClassVar[NewLoop]

    def __init__(self) -> None:
        super().__init__()
        self.loop = type(self).new_loop()

    def judge(self, clause_id: str, verdict: Callable[..., object], *seen: Any, **words: Any) -> None:
        """Ask for a verdict (one of `conformance.expect`) if this is the clause that we were asked about."""
        if clause_id == self.clause:
            verdict(*seen, **words)

    def turn(self) -> None:
        """Let everything run that is ready by now, and nothing more."""
        self.loop.call_soon(self.loop.stop)
        self.loop.run_forever()

    def teardown(self) -> None:
        """Close the loop; subclasses finish what they left pending first."""
        self.loop.close()


def put(machine: type[Judging], clause_id: str, new_loop: NewLoop) -> None:
    """Drive the machine against loops of this kind and judge the clause.

    Raises Broken, with the shortest run of rules that shows it.
    """
    bound = type(machine.__name__, (machine,), {"clause": clause_id, "new_loop": staticmethod(new_loop)})
    run_state_machine_as_test(bound, settings=settings(stateful_step_count=STEPS))


def items(clause_ids: tuple[str, ...]) -> list[Any]:
    """Parameters for a test that puts a machine once for each of these clauses."""
    return [pytest.param(one, id=f"{one}[machine]", marks=pytest.mark.clause(one)) for one in clause_ids]
