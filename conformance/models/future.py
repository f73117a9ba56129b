"""The life of a future, as a machine written from the clauses of the chapter futures.

Keeps true: `Record` is all that the clauses let one know of a future: its outcome, who waits for it, whom it
has to tell. After every rule the real future is held against its record.
Deliberately does not know: what a loop's future is made of, nor the order between callbacks of different
futures.
"""

from __future__ import annotations

import asyncio
from contextvars import ContextVar, copy_context
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, invariant, precondition, rule

from conformance.expect import expect, expect_raises, expect_same, expect_that
from conformance.models.judging import Judging

JUDGES = (
    *("FUT-01", "FUT-02", "FUT-03", "FUT-04", "FUT-05", "FUT-06", "FUT-07", "FUT-08", "FUT-09", "FUT-10"),
    *(
        "FUT-11",
        "FUT-12",
        "FUT-13",
        "FUT-14",
        "FUT-15",
        "FUT-16",
        "FUT-17",
        "FUT-18",
        "FUT-19",
        "FUT-20",
        "FUT-30",
    ),
)

Future = asyncio.Future[object]

PENDING, RESULT, ERROR, CANCELLED = "pending", "result", "error", "cancelled"
WORD = {PENDING: "pending", RESULT: "finished", ERROR: "finished", CANCELLED: "cancelled"}

mark: ContextVar[int] = ContextVar("mark", default=0)


class Boom(Exception):
    """What futures are given as an exception."""


@dataclass(eq=False)
class Call:
    """One adding of a callback: its number, the clause by which it is owed, and what came of it.

    As a callback it equals each other of the same name on the same future, as remove_done_callback needs it.
    """

    name: str
    number: int
    future: Future
    order: list[int]
    """Numbers of all calls of one turn, in the order in which they were made."""
    owed_by: str = ""
    removed: bool = False
    marks: list[int] = field(default_factory=list[int])
    arguments: list[tuple[object, ...]] = field(default_factory=list[tuple[object, ...]])

    def __call__(self, *arguments: object) -> None:
        """Note what is seen from here."""
        self.marks.append(mark.get())
        self.arguments.append(arguments)
        self.order.append(self.number)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Call) and other.name == self.name and other.future is self.future

    def __hash__(self) -> int:
        return hash(self.name)


@dataclass(eq=False)
class Record:
    """What the clauses say of one future."""

    future: Future
    state: str = PENDING
    outcome: Any = None
    calls: list[Call] = field(default_factory=list[Call])

    def end(self, state: str, outcome: Any, clause_id: str) -> None:
        """Take the outcome; all who wait are owed a call, by the promise of this clause."""
        self.state, self.outcome = state, outcome
        for call in self.waiting():
            call.owed_by = clause_id

    def waiting(self, name: str = "") -> list[Call]:
        """The calls (of this callback) that are neither owed yet nor taken back."""
        return [
            call for call in self.calls if not call.owed_by and not call.removed and name in ("", call.name)
        ]


MOST_FUTURES = 3
"""Futures that one run makes: few, so that much happens to each."""


class FutureMachine(Judging):
    """Futures of one loop, ended, asked and watched in any order."""

    futures: Bundle[Record] = Bundle("futures")

    def __init__(self) -> None:
        super().__init__()
        self.records: list[Record] = []
        self.added = 0
        self.order: list[int] = []

    # -- the moves

    @precondition(lambda self: len(self.records) < MOST_FUTURES)
    @rule(target=futures)
    def create(self) -> Record:
        """One more future."""
        record = Record(self.loop.create_future())
        self.records.append(record)
        return record

    @rule(record=futures, fails=st.booleans())
    def give(self, record: Record, fails: bool) -> None:
        """Set a result or an exception, whether there is an outcome already or not."""
        outcome = Boom() if fails else object()
        give: Any = record.future.set_exception if fails else record.future.set_result
        if record.state == PENDING:
            give(outcome)
            record.end(ERROR if fails else RESULT, outcome, "FUT-15")
        else:
            self.judge(
                "FUT-08", expect_raises, asyncio.InvalidStateError, give, outcome,
                doing=f"give a second outcome to a future that is done ({record.state})",
            )  # fmt: skip

    @rule(record=futures, message=st.sampled_from([(), ("why",)]))
    def cancel(self, record: Record, message: tuple[str, ...]) -> None:
        """Cancel, with a message or without."""
        before = record.state
        answer = record.future.cancel(*message)
        if before == PENDING:
            record.end(CANCELLED, message, "FUT-20")
            self.judge("FUT-09", expect, answer, True, doing="cancel() a pending future")
            self.judge(
                "FUT-09", expect, record.future.cancelled(), True, doing="ask cancelled() after cancel()"
            )
        else:
            self.judge("FUT-10", expect, answer, False, doing=f"cancel() a future that is done ({before})")

    @rule(record=futures, name=st.sampled_from("ab"), given_context=st.booleans())
    def watch(self, record: Record, name: str, given_context: bool) -> None:
        """Add a done callback, in a context of its own, given or current."""
        self.added += 1
        call = Call(name, self.added, record.future, self.order)
        context = copy_context()
        context.run(mark.set, call.number)
        if given_context:
            record.future.add_done_callback(call, context=context)
        else:
            context.run(record.future.add_done_callback, call)
        if record.state != PENDING:
            call.owed_by = "FUT-17"
        record.calls.append(call)

    @rule(record=futures, name=st.sampled_from("ab"))
    def unwatch(self, record: Record, name: str) -> None:
        """Take a done callback back, however often it was added."""
        gone = record.waiting(name)
        removed = record.future.remove_done_callback(Call(name, 0, record.future, []))
        doing = f"remove_done_callback() of a callback that waits {len(gone)} times"
        self.judge("FUT-19", expect, removed, len(gone), doing=doing)
        for call in gone:
            call.removed = True

    @rule()
    def run(self) -> None:
        """One turn: now, and only now, those who are owed a call are told."""
        self.order.clear()
        self.turn()
        for record in self.records:
            self._told(record)
            record.calls = record.waiting()

    def _told(self, record: Record) -> None:
        for call in record.calls:
            times = len(call.marks)
            doing = "let the loop run a turn; how often a done callback ran for one adding"
            wanted = int(bool(call.owed_by))
            blamed = call.owed_by or ("FUT-19" if call.removed else "FUT-13")
            self.judge(blamed, expect, times, wanted, doing=doing)
            self._called_well(call)
        owed = [call.number for call in record.calls if call.owed_by and call.marks]
        ran = [number for number in dict.fromkeys(self.order) if number in owed]
        self.judge(
            "FUT-16", expect, ran, owed, doing="let callbacks run; their numbers, in the order of adding"
        )

    def _called_well(self, call: Call) -> None:
        for seen in call.marks:
            doing = "let a done callback run; what it sees in a context variable that was set for each adding"
            self.judge("FUT-18", expect, seen, call.number, doing=doing)
        for arguments in call.arguments:
            self.judge(
                "FUT-14", expect_that, len(arguments) == 1 and arguments[0] is call.future,
                doing="let a done callback run", expected="called with the future alone", observed=arguments,
            )  # fmt: skip

    # -- what holds after each move

    @invariant()
    def nobody_is_called_at_once(self) -> None:
        """Between turns no callback runs."""
        for call in (call for record in self.records for call in record.calls):
            self.judge(
                "FUT-17" if call.owed_by == "FUT-17" else "FUT-13", expect, len(call.marks), 0,
                doing="end a future, or watch one that is done; how many callbacks ran at once",
            )  # fmt: skip

    @invariant()
    def answers_match_the_record(self) -> None:
        """The clauses, one by one, for each future."""
        for record in self.records:
            self._state(record)
            self._result(record)
            self._exception(record)

    def _state(self, record: Record) -> None:
        future, state = record.future, record.state
        self.judge(
            "FUT-01", expect, future.done(), state != PENDING, doing=f"ask done() of a future: {state}"
        )
        self.judge(
            "FUT-11",
            expect,
            future.cancelled(),
            state == CANCELLED,
            doing=f"ask cancelled() of a future: {state}",
        )
        if self.judges("FUT-30"):
            text = repr(future)
            self.judge(
                "FUT-30", expect_that, WORD[state] in text,
                doing=f"take the repr() of a future: {state}",
                expected=f"the word {WORD[state]!r}", observed=text,
            )  # fmt: skip

    def _result(self, record: Record) -> None:
        ask, state = record.future.result, record.state
        doing = f"ask result() of a future: {state}"
        if state == PENDING:
            self.judge("FUT-02", expect_raises, asyncio.InvalidStateError, ask, doing=doing)
        elif state == RESULT:
            self.judge("FUT-03", expect_same, ask(), record.outcome, doing=doing)
        elif state == ERROR:
            self.judge("FUT-04", self._raises_same, ask, record.outcome, doing=doing)
            self.judge("FUT-02", expect_raises, Boom, ask, doing=doing)
        else:
            self.judge("FUT-05", expect_raises, asyncio.CancelledError, ask, doing=doing)
            self.judge("FUT-12", self._carries, ask, record.outcome, doing=doing)
        if state in (RESULT, ERROR):
            self.judge("FUT-08", self._keeps, record, doing=f"{doing}, after other outcomes were offered")
            self.judge("FUT-10", self._keeps, record, doing=f"{doing}, after cancel() was asked for")

    def _exception(self, record: Record) -> None:
        ask, state = record.future.exception, record.state
        doing = f"ask exception() of a future: {state}"
        if state == PENDING:
            self.judge("FUT-07", expect_raises, asyncio.InvalidStateError, ask, doing=doing)
        elif state == CANCELLED:
            self.judge("FUT-05", expect_raises, asyncio.CancelledError, ask, doing=doing)
            self.judge("FUT-12", self._carries, ask, record.outcome, doing=doing)
        else:
            wanted = record.outcome if state == ERROR else None
            self.judge("FUT-06", expect_same, ask(), wanted, doing=doing)

    @staticmethod
    def _raises_same(ask: Any, wanted: Boom, *, doing: str) -> None:
        expect_same(expect_raises(Boom, ask, doing=doing), wanted, doing=doing)

    @staticmethod
    def _carries(ask: Any, message: tuple[str, ...], *, doing: str) -> None:
        """Where no CancelledError is raised there is none to carry anything: that is FUT-05's matter."""
        try:
            ask()
        except asyncio.CancelledError as cancelled:
            expect(cancelled.args, message, doing=f"{doing}; its arguments")

    def _keeps(self, record: Record, *, doing: str) -> None:
        if record.state == RESULT:
            expect_same(record.future.result(), record.outcome, doing=doing)
        else:
            self._raises_same(record.future.result, record.outcome, doing=doing)

    def teardown(self) -> None:
        """End each future, and look at each exception, lest it be reported."""
        for record in self.records:
            if not record.future.cancel() and record.state == ERROR:
                record.future.exception()  # or it would be reported as never retrieved
        self.turn()
        super().teardown()
