"""The life of a task, as a machine written from the clauses of the chapters tasks and cancellation.

Keeps true: each coroutine of the machine writes down, in its witness, where it waits, what it hears, and how
it ends. The task is held against its witness after every rule, at moments when no coroutine runs.
Deliberately does not know: in which turn a coroutine goes on, beyond what the clauses say; what a task is
made of.

"""

from __future__ import annotations

import asyncio
import gc
from contextlib import suppress
from contextvars import copy_context
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from conformance.expect import expect, expect_raises, expect_same, expect_that
from conformance.models import witness as witnessing
from conformance.models.judging import Judging
from conformance.models.witness import NAMES, SCRIPT, Boom, Future, Heard, Held, Script, Step, Witness, mark

JUDGES_TASKS = (
    *("TASK-03", "TASK-04", "TASK-05", "TASK-06", "TASK-07", "TASK-09", "TASK-10", "TASK-11", "TASK-12"),
    *("TASK-13", "TASK-15", "TASK-16", "TASK-18", "TASK-21", "TASK-24", "TASK-32"),
)
JUDGES_CANCEL = (
    *("CANCEL-01", "CANCEL-02", "CANCEL-03", "CANCEL-04", "CANCEL-05", "CANCEL-06", "CANCEL-07", "CANCEL-08"),
    *("CANCEL-09", "CANCEL-10", "CANCEL-13", "CANCEL-36"),
)

MOST_TURNS = 30
"""Turns in which tasks that are cancelled again and again must end, lest a wrong loop hold us for ever."""


MOST_TASKS = 3
"""Tasks that one run makes itself: few, so that much happens to each."""

WHICH = st.integers(0, MOST_TASKS - 1)


class TaskMachine(Judging):
    """Tasks of one loop: begun, woken, cancelled, named and watched at any moment."""

    def __init__(self) -> None:
        super().__init__()
        self.all: list[Witness] = []
        self.roots: list[Witness] = []
        """Those that the machine itself has made, not another coroutine."""
        self.added = 0

    # -- what the coroutines do

    def _spawn(self, script: Script, name: object = None) -> Witness:
        witness = witnessing.new(script, name)
        coroutine = self._live(witness)
        self.all.append(witness)
        create: Any = self.loop.create_task  # a name may be any object
        try:
            task = create(coroutine, name=name)
        except Exception:
            self.all.remove(witness)
            coroutine.close()
            raise
        witness.own = [task, coroutine]
        witness.eager = task.done()
        return witness

    async def _live(self, witness: Witness) -> object:
        held = Held()
        witness.begun, witness.held = True, held.watched()
        try:
            await self._perform(witness, witness.script.steps)
            if witness.script.raises:
                raise witness.error
        except asyncio.CancelledError as error:
            witness.ended, witness.outcome = "cancelled", error.args
            raise
        except Boom as error:
            witness.ended, witness.outcome = "raised", error
            raise
        witness.ended, witness.outcome = "returned", witness.result
        return witness.result

    async def _perform(self, witness: Witness, steps: tuple[Step, ...]) -> None:
        for step in steps:
            if step.kind == "call":
                await self._perform(witness, step.inner)
                continue
            try:
                await self._suspend(witness, step)
            except asyncio.CancelledError as error:
                witness.heard += 1
                witness.words.append(error.args)
                if not witness.swallows:
                    raise
                witness.swallows -= 1

    async def _suspend(self, witness: Witness, step: Step) -> None:
        if step.kind == "pause":
            await asyncio.sleep(0)
        elif step.kind == "wait":
            future: Future = self.loop.create_future()
            witness.waits_for = future
            try:
                await future
            finally:
                witness.waits_for = None
        else:
            await self._join(witness, Script(step.inner))

    async def _join(self, witness: Witness, script: Script) -> None:
        witness.joins = child = self._spawn(script)
        try:
            witness.received.append((child, "returned", await child.task))
        except Boom as error:
            witness.received.append((child, "raised", error))
            raise
        finally:
            witness.joins = None

    # -- the moves

    @precondition(lambda self: len(self.roots) < MOST_TASKS)
    @rule(script=SCRIPT, name=NAMES, inside=st.booleans())
    def spawn(self, script: Script, name: object, inside: bool) -> None:
        """Create a task, from outside or from a callback of the running loop."""
        if inside:
            refused: list[Exception] = []
            self.loop.call_soon(self._spawn_root, script, name, refused)
            self.run()
            if refused:
                raise refused.pop()
        else:
            self.roots.append(self._spawn(script, name))

    def _spawn_root(self, script: Script, name: object, refused: list[Exception]) -> None:
        try:
            self.roots.append(self._spawn(script, name))
        except Exception as error:  # a wrong create_task(): not for the exception handler, but for the report
            refused.append(error)

    def _one(self, which: int) -> Witness:
        """One of the tasks, those first that still run."""
        return sorted(self.roots, key=lambda one: one.over)[which % len(self.roots)]

    @precondition(lambda self: self.roots)
    @rule(which=WHICH, fails=st.booleans())
    def wake(self, which: int, fails: bool) -> None:
        """End what the innermost coroutine of the chain waits for."""
        witness = self._one(which)
        future = witness.innermost().waits_for
        if future is None or future.done():
            return
        if fails:
            future.set_exception(Boom())
        else:
            future.set_result(None)

    @precondition(lambda self: self.roots)
    @rule(which=WHICH, message=st.sampled_from([(), ("why",), ("who",)]))
    def cancel(self, which: int, message: tuple[object, ...]) -> None:
        """Ask once; the answer, and what must be true at once."""
        witness = self._one(which)
        done, inner = witness.task.done(), witness.innermost()
        future, ended = inner.waits_for, witness.ended
        waiting = future is not None and not future.done()
        answer = witness.task.cancel(*message)
        if done:
            self.judge("CANCEL-02", expect, answer, False, doing="cancel() a done task")
            return
        self._request(witness, message)
        self.judge("CANCEL-01", expect, answer, True, doing="cancel() a task that is not done")
        self.judge(
            "CANCEL-36", expect, witness.ended, ended, doing="cancel() a task; how its coroutine has ended"
        )
        if future is not None and waiting:
            self.judge(
                "CANCEL-05" if inner is witness else "CANCEL-06", expect, future.cancelled(), True,
                doing="cancel() a task; cancelled() of the future at the end of the chain that it awaits",
            )  # fmt: skip

    def _request(self, witness: Witness, message: tuple[object, ...]) -> None:
        """Count the request for this task and for those that it passes it on to; the last must hear it."""
        witness.requests += 1
        witness.messages.append(message)
        if witness.joins is not None and not witness.joins.task.done():
            self._request(witness.joins, message)
        elif witness.begun:
            witness.owed = True
        else:
            witness.called_off = True

    @precondition(lambda self: self.roots)
    @rule(which=WHICH)
    def uncancel(self, which: int) -> None:
        """Take one request back; what was not heard yet may then never be."""
        witness = self._one(which)
        if witness.task.done():
            return
        witness.requests = max(0, witness.requests - 1)
        witness.owed = witness.called_off = False
        left = witness.task.uncancel()
        self.judge(
            "CANCEL-09", expect, left, witness.requests, doing="uncancel() a task; the requests that remain"
        )

    @precondition(lambda self: self.roots)
    @rule(which=WHICH, name=NAMES)
    def rename(self, which: int, name: object) -> None:
        """Give a name, whatever the task is doing."""
        witness = self._one(which)
        task: Any = witness.task
        task.set_name(name)
        witness.name, witness.renamed = str(name), True
        self.judge(
            "TASK-11", expect, witness.task.get_name(), str(name),
            doing=f"set_name() to an object whose str() is {str(name)!r}, then get_name()",
        )  # fmt: skip

    @precondition(lambda self: self.roots)
    @rule(which=WHICH)
    def watch(self, which: int) -> None:
        """Add a done callback, in a context of its own."""
        witness = self._one(which)
        self.added += 1
        context = copy_context()
        context.run(mark.set, self.added)
        heard = Heard(self.added, witness)
        context.run(witness.task.add_done_callback, heard)
        witness.callbacks.append(heard)

    @rule(turns=st.sampled_from([1, 1, 2]))
    def run(self, turns: int = 1) -> None:
        """Let some turns go by; after each, what had to happen in it has happened."""
        for _ in range(turns):
            due = [heard for one in self.all if one.own and one.over for heard in one.callbacks]
            owed = [(one, one.heard) for one in self.all if (one.owed or one.called_off) and not one.over]
            woken = [
                (one, one.waits_for) for one in self.all if one.waits_for is not None and one.waits_for.done()
            ]
            self.turn()
            self._told(due)
            for one, before in owed:
                self._has_heard(one, before)
            for one, future in woken:
                self._goes_on(one, future)

    def _told(self, due: list[Heard]) -> None:
        for heard in due:
            doing = "let a turn go by after a task has ended; how often a done callback has run"
            self.judge("TASK-15", expect, len(heard.marks), 1, doing=doing)
        for one in self.all:
            for heard in one.callbacks:
                doing = "let a done callback run; done() of its task at that moment"
                self.judge("TASK-15", expect, all(heard.done), True, doing=doing)
                doing = (
                    "let a done callback run; what it sees in a context variable that was set for each adding"
                )
                self.judge("TASK-16", expect, heard.marks, heard.marks and [heard.number], doing=doing)
            doing = "let done callbacks run; their numbers, in the order of adding"
            self.judge("TASK-16", expect, one.told, sorted(one.told), doing=doing)

    def _has_heard(self, one: Witness, before: int) -> None:
        """A request was made that this coroutine must hear, and a turn has gone by."""
        if one.owed:
            self.judge(
                "CANCEL-01", expect_that, one.heard > before,
                doing="cancel() a task that is suspended, and let a turn go by",
                expected="CancelledError is raised where it is suspended",
                observed="its coroutine heard nothing",
            )  # fmt: skip
        else:
            doing = "cancel() a task before its first step, let a turn go by; whether its coroutine has begun"
            self.judge("CANCEL-13", expect, (one.begun, one.task.cancelled()), (False, True), doing=doing)
        one.owed = one.called_off = False

    def _goes_on(self, one: Witness, future: Future | None) -> None:
        self.judge(
            "TASK-18", expect_that, one.waits_for is not future,
            doing="end the future that a coroutine awaits, and let a turn go by",
            expected="the coroutine has gone on", observed="it still waits",
        )  # fmt: skip

    # -- what holds after each move

    @invariant()
    def tasks_match_their_witnesses(self) -> None:
        """The clauses, one by one, for each task."""
        for one in self.all:
            self._state(one)
            self._outcome(one)
            self._cancelling(one)
            self._name(one)
            self._let_go(one)
        if self.judges("TASK-21"):
            self._registered()

    def _registered(self) -> None:
        alive = {one.task for one in self.all if not one.over}
        seen = asyncio.all_tasks(self.loop)
        self.judge(
            "TASK-21", expect_that, seen == alive, doing="ask for all_tasks() of the loop",
            expected=f"the {len(alive)} tasks that are not done",
            observed=sorted(task.get_name() for task in seen),
        )  # fmt: skip

    def _state(self, one: Witness) -> None:
        doing = f"ask a task whose coroutine has {one.ended or 'not ended'}"
        self.judge("TASK-03", expect, one.task.done(), one.over, doing=f"{doing} for done()")
        called_off = one.ended == "cancelled" or one.never_began
        self.judge("CANCEL-03", expect, one.task.cancelled(), called_off, doing=f"{doing} for cancelled()")
        if one.requests and not one.over:
            doing = (
                "ask a task with a pending request, whose coroutine still runs, for done() and cancelled()"
            )
            self.judge(
                "CANCEL-10", expect, (one.task.done(), one.task.cancelled()), (False, False), doing=doing
            )

    def _outcome(self, one: Witness) -> None:
        result, exception = one.task.result, one.task.exception
        doing = f"ask a task whose coroutine has {one.ended or 'not ended'}"
        if one.ended == "returned":
            for clause_id in ("TASK-04", "CANCEL-02", *(["CANCEL-04"] if one.heard else [])):
                self.judge(clause_id, self._returns, result, one.outcome, doing=f"{doing} for result()")
            self.judge("TASK-07", self._returns, exception, None, doing=f"{doing} for exception()")
        elif one.ended == "raised":
            for clause_id in ("TASK-05", "CANCEL-02"):
                self.judge(clause_id, self._raises, result, one.outcome, doing=f"{doing} for result()")
            self.judge("TASK-07", self._returns, exception, one.outcome, doing=f"{doing} for exception()")
        elif one.over and one in self.roots:  # who asks takes the message from those who still wait
            self.judge(
                "TASK-07", expect_raises, asyncio.CancelledError, exception, doing=f"{doing} for exception()"
            )
            self.judge(
                "CANCEL-03", expect_raises, asyncio.CancelledError, result, doing=f"{doing} for result()"
            )
        elif not one.over:
            for ask in (result, exception):
                self.judge(
                    "TASK-06",
                    expect_raises,
                    asyncio.InvalidStateError,
                    ask,
                    doing=f"{doing}: {ask.__name__}()",
                )

    @staticmethod
    def _returns(ask: Any, wanted: object, *, doing: str) -> None:
        expect_same(ask(), wanted, doing=doing)

    @staticmethod
    def _raises(ask: Any, wanted: Boom, *, doing: str) -> None:
        expect_same(expect_raises(Boom, ask, doing=doing), wanted, doing=doing)

    def _cancelling(self, one: Witness) -> None:
        if not one.over:
            doing = "ask a task for cancelling(), the cancel() calls less the uncancel() calls"
            self.judge("CANCEL-08", expect, one.task.cancelling(), one.requests, doing=doing)
        for words in one.words:
            self.judge(
                "CANCEL-07", expect_that, words in one.messages,
                doing="cancel() a task with a message or without",
                expected=" or ".join(map(str, one.messages)), observed=words,
            )  # fmt: skip
        for child, how, what in one.received:
            doing = "await a task; what came of it, beside what its coroutine did"
            self.judge("TASK-32", expect, how, child.ended, doing=doing)
            self.judge("TASK-32", expect_same, what, child.outcome, doing=doing)

    def _name(self, one: Witness) -> None:
        name = one.task.get_name()
        if one.name is None:
            same = [other for other in self.all if other.name is None and other.task.get_name() == name]
            self.judge(
                "TASK-10", expect_that, isinstance(name, str) and name != "" and same == [one],
                doing="ask a task that was given no name for its name",
                expected="a non-empty str that no other task has", observed=name,
            )  # fmt: skip
        else:
            clause_id = "TASK-11" if one.renamed else "TASK-09"
            self.judge(
                clause_id,
                expect,
                name,
                one.name,
                doing=f"name a task with an object whose str() is {one.name!r}",
            )
        if self.judges("TASK-12"):
            self._repr(one)
        if not one.eager:
            self.judge(
                "TASK-13", expect_same, one.task.get_coro(), one.own[1], doing="ask a task for get_coro()"
            )

    def _repr(self, one: Witness) -> None:
        text, waits = repr(one.task), "cancelling" if one.requests else "pending"
        state = waits if not one.over else "cancelled" if one.task.cancelled() else "finished"
        parts = [state, one.task.get_name(), *([] if one.eager else ["_live"])]
        self.judge(
            "TASK-12", expect_that, all(part in text for part in parts), doing="take the repr() of a task",
            expected=f"words among it: {', '.join(parts)}", observed=text,
        )  # fmt: skip

    def _let_go(self, one: Witness) -> None:
        if not one.over or not self.judges("TASK-24"):
            return
        self.judge(
            "TASK-24",
            expect_same,
            one.own[1].cr_frame,
            None,
            doing="look at the frame of a coroutine that ended",
        )
        if one.ended == "returned" and one.held is not None:
            if one.held() is not None:
                gc.collect()
            doing = "look at an object that only the coroutine of a finished task held"
            self.judge("TASK-24", expect_same, one.held(), None, doing=doing)

    def teardown(self) -> None:
        """End each task, however often it refuses, and look at each exception, lest it be reported."""
        for _ in range(MOST_TURNS):
            left = [one for one in self.all if one.own and not one.task.done()]
            if not left:
                break
            for one in left:
                one.swallows = 0
                one.task.cancel()
            self.turn()
        for one in self.all:
            with suppress(asyncio.InvalidStateError, asyncio.CancelledError):
                one.task.exception()
        self.turn()
        super().teardown()
