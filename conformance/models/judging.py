"""A state machine whose every run is judged by many clauses, and which blames each of them alone.

Keeps true: a failure is told of the clause whose verdict it was, never of a neighbour. All clauses of a
machine share one survey, in which nothing stops at a broken clause; whoever was found broken there is then
driven alone, for the shortest run of rules that shows it.
Deliberately does not know: any clause, nor how a loop is made.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, ClassVar

import pytest
from hypothesis import Phase, settings, stateful
from hypothesis.stateful import RuleBasedStateMachine

_run: Any = vars(stateful)["run_state_machine_as_test"]  # its own annotation is incomplete

NewLoop = Callable[[], asyncio.AbstractEventLoop]

STEPS = 30
"""Rules in one run: long enough for each order of three events on two objects, short enough to read."""

RUNS = 5
"""A survey is so many times as long as other property tests: it serves a score of clauses."""

_surveys: dict[tuple[type[Judging], object], dict[str, BaseException]] = {}


class Judging(RuleBasedStateMachine):
    """A machine over one fresh loop, closed at the end. Subclasses call `judge` and `turn`."""

    clause: ClassVar[str] = ""
    """The only clause that is judged; in a survey empty, which means all."""
    new_loop: ClassVar[Any]
    """A `NewLoop`, bound by `put`."""
    found: ClassVar[dict[str, BaseException]]
    """The first verdict against each clause, in a survey."""

    def __init__(self) -> None:
        super().__init__()
        self.loop: asyncio.AbstractEventLoop = type(self).new_loop()

    def judge(self, clause_id: str, verdict: Callable[..., object], *seen: Any, **words: Any) -> None:
        """Ask for a verdict (one of `conformance.expect`) on this clause, if it is judged here."""
        if clause_id == self.clause:
            verdict(*seen, **words)
        elif not self.clause and clause_id not in self.found:
            try:
                verdict(*seen, **words)
            except (Exception, asyncio.CancelledError) as error:
                self.found[clause_id] = error.with_traceback(None)

    def check_invariants(self, settings: Any, output: Any, runtimes: Any) -> None:
        """As Hypothesis does, but silently: an invariant is our look at a run, and no step of it."""
        super().check_invariants(settings, lambda _step: None, runtimes)

    def judges(self, clause_id: str) -> bool:
        """Whether a verdict on this clause is wanted: for questions that cost something."""
        return self.clause in ("", clause_id)

    def turn(self) -> None:
        """Let everything run that is ready by now, and nothing more."""
        self.loop.call_soon(self.loop.stop)
        self.loop.run_forever()

    def teardown(self) -> None:
        """Close the loop; subclasses finish what they left pending first."""
        self.loop.close()


def put(machine: type[Judging], clause_id: str, new_loop: NewLoop, subject: object) -> None:
    """Judge the clause by the machine; loops of one `subject` share a survey.

    Raises Broken, with the shortest run of rules that shows it, where the profile has it shrunk.
    """
    found = _surveys.get((machine, subject))
    if found is None:
        found = _surveys[machine, subject] = _survey(machine, new_loop)
    if clause_id not in found and "" not in found:
        return
    if clause_id in found and Phase.shrink not in settings().phases:
        raise found[clause_id]
    alone = _bound(machine, clause=clause_id, new_loop=staticmethod(new_loop))
    _run(alone, settings=_settings(Phase.generate, Phase.shrink))
    if clause_id in found:
        raise found[clause_id]


def _survey(machine: type[Judging], new_loop: NewLoop) -> dict[str, BaseException]:
    """The first failure of each clause; under "" what stopped the survey itself."""
    found: dict[str, BaseException] = {}
    bound = _bound(machine, found=found, new_loop=staticmethod(new_loop))
    try:
        _run(bound, settings=_settings(Phase.generate))
    except (Exception, asyncio.CancelledError) as error:
        found[""] = error.with_traceback(None)
    return found


def _bound(machine: type[Judging], **attributes: object) -> type[Judging]:
    return type(machine.__name__, (machine,), attributes)


def _settings(*phases: Phase) -> settings:
    usual: Any = settings()
    return settings(stateful_step_count=STEPS, max_examples=RUNS * usual.max_examples, phases=phases)


def items(clause_ids: tuple[str, ...]) -> list[Any]:
    """Parameters for a test that puts a machine once for each of these clauses."""
    return [pytest.param(one, id=f"{one}[machine]", marks=pytest.mark.clause(one)) for one in clause_ids]
