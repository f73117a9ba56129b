"""Future: a value that is not there yet, and those who wait for it.

Keeps true: PENDING is left once, for CANCELLED or FINISHED, and never entered again (the table is
``states.FUTURE``; the straight code below is proved equal to it). Each callback is handed to the loop exactly
once, in the order of adding, never called from inside the call that ends the future.
Deliberately does not know: who will set the outcome, and how the loop orders what it is handed.

A task that waits is not a callback: it is an entry of the ready queue itself. It stands in the same list,
with None where a callback has its context, so that the order of adding holds between the two.
"""

from __future__ import annotations

import asyncio
import reprlib
import traceback
from collections.abc import Callable, Generator
from contextvars import Context, copy_context
from types import GenericAlias
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from . import describe, errors
from .contracts import Core, ErrorContext, Runnable
from .states import CANCELLED, FINISHED, PENDING, FutureState

T = TypeVar("T")


class Future(asyncio.Future[T]):  # FUT-34
    """An awaitable outcome, of the kind that `asyncio.isfuture` admits. Not thread-safe.

    Every method is our own and the parent's constructor is never called: it is a subclass because libraries
    tell futures by isinstance().

    `loop` defaults to the running loop (RuntimeError if there is none).
    Source: library/asyncio-future#asyncio.Future
    """

    # Its presence on the class is what admits us as a future. True on an instance tells the task that gets it
    # from a coroutine that it was awaited, not yielded.
    _asyncio_future_blocking = False  # FUT-24 FUT-26 FUT-27

    # These stay on the class until the rare event that changes them.
    _unclaimed = False
    _cancel_message: Any = None  # gather() reads it, so its name is given
    _cancelled_error: asyncio.CancelledError | None = None
    _source_traceback: traceback.StackSummary | None = None

    def __init__(self, *, loop: Core | None = None) -> None:
        self._core: Core = cast(Core, asyncio.get_running_loop()) if loop is None else loop
        self._phase: FutureState = PENDING
        self._value: Any = None
        self._error: BaseException | None = None
        # A callback with its context, or a task with None. Invariant: empty unless PENDING.
        self._waiting: list[tuple[Any, Context | None]] = []
        if self._core.get_debug():
            self._source_traceback = describe.origin()

    def get_loop(self) -> asyncio.AbstractEventLoop:
        """Return the loop this future belongs to."""
        return cast(asyncio.AbstractEventLoop, self._core)  # FUT-24

    # ------------------------------------------------------------------------------------------ the outcome

    def done(self) -> bool:
        """Tell whether there is an outcome: a result, an exception, or that it was cancelled."""
        return self._phase is not PENDING  # FUT-01 TASK-03

    def cancelled(self) -> bool:
        """Tell whether it was cancelled."""
        return self._phase is CANCELLED  # FUT-11 CANCEL-10

    def result(self) -> T:
        """Return the result or raise the exception, each time the same object.

        Raises CancelledError if cancelled, InvalidStateError if there is no outcome yet.
        """
        if self._phase is FINISHED and self._error is None:
            return cast(T, self._value)  # FUT-03 TASK-04 TASK-34
        if self._phase is PENDING:
            raise errors.not_done()  # FUT-02 TASK-06
        failure = self._failure()
        assert failure is not None
        try:
            raise failure  # FUT-04 TASK-05
        finally:
            # The traceback holds this frame. Names left in it would tie the exception to itself, and all that
            # it holds would live until the garbage collector comes.
            del self, failure

    def exception(self) -> BaseException | None:
        """Return the exception, or None if there is a result. Otherwise raises as `result` does."""
        if self._phase is CANCELLED:
            raise self._make_cancelled_error()  # FUT-05 TASK-07
        if self._phase is PENDING:
            raise errors.exception_not_set()  # FUT-07 TASK-06
        self._unclaimed = False
        return self._error  # FUT-06 TASK-07 TASK-36

    def _failure(self) -> BaseException | None:
        """Return what `result` raises once done, and count it as claimed.

        Its traceback is the one it came with: without that, it would grow with every reader.
        """
        if self._phase is CANCELLED:
            return self._make_cancelled_error()  # FUT-05 CANCEL-07
        if self._error is None:
            return None
        self._unclaimed = False
        return self._error.with_traceback(self._error_trace)  # FUT-33

    def _make_cancelled_error(self) -> asyncio.CancelledError:
        """Return the error that ended a task the first time, later a new one with the same message."""
        error = self._cancelled_error
        if error is not None:
            self._cancelled_error = None
            return error  # CANCEL-07 CANCEL-25
        return (
            asyncio.CancelledError()
            if self._cancel_message is None
            else asyncio.CancelledError(self._cancel_message)  # FUT-12
        )

    # ---------------------------------------------------------------------------------------------- the moves

    def set_result(self, result: T, /) -> None:
        """End with `result`. InvalidStateError if there is an outcome already."""
        if self._phase is not PENDING:
            raise errors.already_done(self._phase.name, self)  # FUT-08
        self._value = result
        self._phase = FINISHED
        if self._waiting:
            self._hand_over()

    def set_exception(self, exception: type[BaseException] | BaseException, /) -> None:
        """End with `exception`, an instance or a class. InvalidStateError if there is an outcome already.

        StopIteration cannot travel through `await`. Before 3.12 it is refused with TypeError, since then a
        RuntimeError caused by it takes its place.
        """
        if self._phase is not PENDING:
            raise errors.already_done(self._phase.name, self)  # FUT-08
        error = exception() if isinstance(exception, type) else exception  # FUT-28
        if not isinstance(error, BaseException):
            raise errors.not_an_exception(error)
        if isinstance(error, StopIteration):  # EXEC-26
            error = errors.stop_iteration_in_future(error)  # FUT-29
        self._error = error
        self._error_trace = error.__traceback__
        self._phase = FINISHED
        self._unclaimed = True
        if self._waiting:
            self._hand_over()

    def cancel(self, msg: Any | None = None) -> bool:
        """End as cancelled and return True; return False if there is an outcome already.

        `msg` is the argument of the CancelledError that `result` raises.
        """
        self._unclaimed = False
        if self._phase is not PENDING:
            return False  # FUT-10
        self._cancel_message = msg
        self._phase = CANCELLED  # FUT-09
        if self._waiting:
            self._hand_over()  # FUT-20
        return True

    # -------------------------------------------------------------------------------------------- who waits

    def add_done_callback(self, fn: Callable[[Self], object], /, *, context: Context | None = None) -> None:
        """Have ``fn(self)`` called by the loop once there is an outcome, or soon if there is one already.

        It runs in `context`, by default in a copy of the caller's.
        """
        # Here listen gather() TASK-35, wait() TASK-37 TASK-38, TaskGroup TASK-39, as_completed() TASK-41,
        # shield() CANCEL-20 CANCEL-21.
        if self._phase is PENDING:
            self._waiting.append((fn, copy_context() if context is None else context))  # FUT-18 CTX-13 CTX-14
        else:
            self._core.call_soon(fn, self, context=context)  # FUT-17

    def remove_done_callback(self, fn: Callable[[Self], object], /) -> int:
        """Take every addition of `fn` back and return how many there were."""
        kept = [(who, ctx) for who, ctx in self._waiting if ctx is None or not (who is fn or who == fn)]
        removed = len(self._waiting) - len(kept)  # FUT-19 TASK-43
        self._waiting = kept
        return removed

    def _wake_when_done(self, task: Runnable) -> None:
        """Put `task` into the ready queue once there is an outcome."""
        if self._phase is PENDING:
            self._waiting.append((task, None))
        else:
            self._core._enqueue(task)

    def _hand_over(self) -> None:
        """Hand all who wait to the loop, in the order they came, and forget them."""
        waiting, self._waiting = self._waiting, []  # FUT-15 TASK-15
        core = self._core
        for who, context in waiting:  # FUT-16 FUT-32 TASK-16
            if context is None:
                core._enqueue(who)
            else:
                core.call_soon(who, self, context=context)  # FUT-13 FUT-14 FUT-31 CTX-15

    def __await__(self) -> Generator[Any, None, T]:
        """Hand oneself to the awaiting task until done, then return or raise as `result` does."""
        try:
            if self._phase is PENDING:  # FUT-23
                self._asyncio_future_blocking = True
                yield self  # FUT-22
                if self._phase is PENDING:
                    raise errors.awaited_without_yield_from()
            return self.result()  # FUT-21 TASK-32
        finally:
            del self  # for the reason given in result()

    __iter__ = __await__

    if not TYPE_CHECKING:
        __class_getitem__ = classmethod(GenericAlias)  # subclasses can be subscripted as well

    # ------------------------------------------------------------------------------------------- last words

    @property
    def _log_traceback(self) -> bool:
        """Whether there is an exception that nobody has asked for. The library clears it; none may set it."""
        return self._unclaimed

    @_log_traceback.setter
    def _log_traceback(self, val: bool) -> None:
        if val:
            raise errors.log_traceback_only_cleared()
        self._unclaimed = False

    def __del__(self) -> None:
        if self._unclaimed:  # FAIL-15 FAIL-17
            self._report(  # FAIL-25
                f"{type(self).__name__} exception was never retrieved", exception=self._error, future=self
            )

    def _report(self, message: str, **facts: Any) -> None:
        """Tell the loop's exception handler, adding where this object was made if that is known."""
        context: ErrorContext = {"message": message, **facts}
        if self._source_traceback:
            context["source_traceback"] = self._source_traceback  # DEBUG-15
        self._core.call_exception_handler(context)

    @reprlib.recursive_repr()
    def __repr__(self) -> str:
        return f"<{' '.join([type(self).__name__, *self._facts()])}>"

    def _facts(self) -> list[str]:
        """Return the words of the repr. What others wrote may fail to show itself; we never do."""
        facts = [self._phase.value.lower()]  # FUT-30
        if self._error is not None:
            facts.append(f"exception={describe.shown(self._error)}")
        elif self._phase is FINISHED:
            facts.append(f"result={reprlib.repr(self._value)}")
        if self._waiting:
            facts.append(f"cb=[{_waiting_shown(self._waiting)}]")
        if self._source_traceback:
            frame = self._source_traceback[-1]
            facts.append(f"created at {frame.filename}:{frame.lineno}")
        return facts


def _waiting_shown(waiting: list[Any]) -> str:
    """Return the first and the last who wait, and how many stand between them."""
    first, last = _who_shown(*waiting[0]), _who_shown(*waiting[-1])
    if len(waiting) == 1:
        return first
    return f"{first}, {last}" if len(waiting) == 2 else f"{first}, <{len(waiting) - 2} more>, {last}"


def _who_shown(who: Any, context: Context | None) -> str:
    return f"wakes {who.get_name()}" if context is None else describe.callback(who, ())


def set_unless_done(future: asyncio.Future[None]) -> None:
    """Give a future that somebody waits for its result, unless that somebody has cancelled it."""
    if not future.done():
        future.set_result(None)
