"""Task: a coroutine that the loop drives step by step, and the future of its outcome.

Keeps true: a task that is not done is exactly one of QUEUED (an entry of the ready queue), STEPPING (its
coroutine runs, as its loop's current task) or WAITING (some future will wake it): ``states.TASK``. A step
ends in one of the rows of `_step` and `_yielded`. A request to be cancelled is never lost: it is passed on to
the awaited future, or owed and thrown in at the next step (``states.CANCEL``).
Deliberately does not know: the order of the queue, and what the coroutine awaits for.

Inside, ``asyncio.Task`` is only a badge: its constructor is never called, every method is ours, and our
attributes avoid the names which the C type exposes as read-only views of its own, empty fields. Only
`_cancel_message`, `_must_cancel`, `_fut_waiter` and `_log_destroy_pending` are spelled as there, and shadow
them, because libraries read or set them.
"""

from __future__ import annotations

import asyncio
import inspect
import itertools
import linecache
import reprlib
import sys
import traceback
from collections.abc import Callable, Coroutine, Generator
from contextvars import Context, copy_context
from types import FrameType
from typing import Any, NoReturn, TextIO, TypeVar

from . import describe, errors, seams
from .contracts import Core
from .futures import Future
from .seams import enter_task, leave_task
from .states import PENDING

T = TypeVar("T")
E = TypeVar("E", bound=BaseException)

_numbers = itertools.count(1)
_UNCANCEL_WITHDRAWS = sys.version_info >= (3, 13)


def next_name() -> str:
    """Return a name that no task of ours has had by default."""
    return _spelled(next(_numbers))


def _spelled(name: str | int) -> str:
    return name if isinstance(name, str) else f"Task-{name}"  # TASK-10


class Task(Future[T], asyncio.Task[T]):  # TASK-42
    """Drives `coro` on `loop` (default: the running one). Not thread-safe.

    `name` is made a str; by default it is unique. The coroutine runs in `context`, by default in a copy of
    the caller's. With `eager_start`, on a running loop, the constructor takes the first step.
    TypeError if `coro` is no coroutine. Source: library/asyncio-task#asyncio.Task
    """

    # These stay on the class until the rare event that changes them.
    _log_destroy_pending = True
    _cancel_requests = 0
    _must_cancel = False  # TASK-46
    _fut_waiter: Any = None  # TASK-47
    _refusal: RuntimeError | None = None
    _coroutine: Any = None

    def __init__(
        self,
        coro: Coroutine[Any, Any, T] | Generator[Any, Any, T],
        *,
        loop: Core | None = None,
        name: object = None,
        context: Context | None = None,
        eager_start: bool = False,
    ) -> None:
        if not asyncio.iscoroutine(coro):
            raise errors.not_a_coroutine(coro)  # TASK-23
        super().__init__(loop=loop)
        # A number until somebody asks for the name: most tasks come and go unasked.
        self._name: str | int = next(_numbers) if name is None else str(name)  # TASK-09
        self._coroutine = coro
        self._surroundings = copy_context() if context is None else context  # CTX-10 CTX-11 EAGER-09
        if eager_start and self._core.is_running():  # EAGER-07
            self._start_eagerly()  # EAGER-01
        else:
            self._core._enqueue(self)  # TASK-02 TASK-33
            seams.register_task(self)  # TASK-21 TASK-22
        del self  # see _step

    # -------------------------------------------------------------------------------- what it is

    def get_coro(self) -> Any:
        """Return the coroutine; None if it ended in its eager first step."""
        return self._coroutine  # TASK-13

    def get_context(self) -> Context:
        """Return the context the coroutine runs in."""
        return self._surroundings  # TASK-14

    def get_name(self) -> str:
        """Return the name."""
        return _spelled(self._name)

    def set_name(self, value: object, /) -> None:
        """Set the name to ``str(value)``, at any moment of the task's life."""
        self._name = str(value)  # TASK-11

    def set_result(self, result: T, /) -> NoReturn:
        """Refuse with RuntimeError: only its coroutine decides what becomes of a task."""
        raise errors.task_owns_its_outcome("set_result")  # TASK-08

    def set_exception(self, exception: type[BaseException] | BaseException, /) -> NoReturn:
        """Refuse with RuntimeError, as `set_result` does."""
        raise errors.task_owns_its_outcome("set_exception")  # TASK-08

    @property
    def _loop(self) -> asyncio.AbstractEventLoop:
        """The loop, as `get_loop` says, too."""
        return self.get_loop()  # TASK-45

    @property
    def _callbacks(self) -> list[tuple[Callable[[Any], object], Context]]:
        """Who is told when it is done, and where; tasks that await it are not among them."""
        return [(who, context) for who, context in self._waiting if context is not None]  # TASK-44

    # -------------------------------------------------------------------------------- cancelling

    def cancel(self, msg: Any | None = None) -> bool:
        """Ask for a CancelledError(msg) inside the coroutine. Return False if the task is done, else True.

        The coroutine may clean up, may refuse. Each call counts as one request (`cancelling`), and is thrown
        in, also one during the clean-up (CANCEL-17).
        Here ask wait_for() (CANCEL-22 CANCEL-23), gather() (CANCEL-24), timeout() (CANCEL-26 CANCEL-29), a
        TaskGroup whose own task is cancelled (CANCEL-32), and whoever is outside (CANCEL-28).
        """
        self._unclaimed = False
        if self._phase is not PENDING:
            return False  # CANCEL-02
        self._cancel_requests += 1  # CANCEL-08
        if self._fut_waiter is not None and self._fut_waiter.cancel(msg=msg):  # CANCEL-05 CANCEL-06 CANCEL-07
            return True  # passed on; the waiter is kept, for it may refuse and be asked again
        self._must_cancel = True  # CANCEL-01 CANCEL-13 CANCEL-14 CANCEL-16 CANCEL-36
        self._cancel_message = msg
        return True

    def cancelling(self) -> int:
        """Return the number of requests to cancel that were not taken back by `uncancel`."""
        return self._cancel_requests  # CANCEL-08 CANCEL-26 CANCEL-30

    def uncancel(self) -> int:
        """Take one request back and return how many remain. Since 3.13, at 0, none is owed any more."""
        if self._cancel_requests > 0:  # CANCEL-09 CANCEL-11 CANCEL-31
            self._cancel_requests -= 1  # CANCEL-27
            if self._cancel_requests == 0 and _UNCANCEL_WITHDRAWS:
                self._must_cancel = False  # CANCEL-12
        return self._cancel_requests  # CANCEL-09

    # ---------------------------------------------------------------------------------- one step

    def _run(self) -> None:
        """Take one step: the ready queue's turn has come to this task."""
        try:
            self._step(self._what_to_throw())
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            self._report(f"Exception in the step of {self!r}", exception=error, task=self)
        finally:
            del self  # see _step

    def _what_to_throw(self) -> BaseException | None:
        """Return the exception that the coroutine is to be resumed with, None for a plain resumption."""
        error: BaseException | None = None
        waited = self._fut_waiter
        if waited is not None:
            error = _failure_of(waited)  # TASK-18 TASK-32
            self._fut_waiter = None
        elif self._refusal is not None:
            error, self._refusal = self._refusal, None
        if self._must_cancel:
            self._must_cancel = False
            if not isinstance(error, asyncio.CancelledError):
                error = self._make_cancelled_error()  # CANCEL-01 CANCEL-16
        return error

    def _step(self, error: BaseException | None) -> None:
        """Resume the coroutine, raising `error` in it if there is one; one row for each way this can end.

        The frames of a coroutine that raised live as long as the exception, and lead back to this frame and
        its callers. They must not hold the task: it would be tied to its own exception, and when forgotten be
        reported only by the garbage collector.
        """
        if self._phase is not PENDING:
            raise errors.stepped_after_end(self)
        core = self._core
        enter_task(core, self)  # TASK-20
        try:
            if error is None:
                yielded = self._surroundings.run(self._coroutine.send, None)  # CTX-12 TASK-17
            else:
                yielded = self._surroundings.run(self._coroutine.throw, error)  # CANCEL-34 RUN-14
        except StopIteration as end:  # CANCEL-04
            self._returned(end.value)
        except asyncio.CancelledError as end:
            self._cancelled_error = _without_our_frame(end)  # CANCEL-07
            super().cancel()  # CANCEL-03 CANCEL-19 CANCEL-33 RUN-13
        except (KeyboardInterrupt, SystemExit) as end:
            super().set_exception(_without_our_frame(end))  # TASK-28
            raise  # RUN-15
        except BaseException as end:
            super().set_exception(_without_our_frame(end))  # TASK-05 CANCEL-18 TASK-40
        else:
            self._yielded(yielded)
        finally:
            leave_task(core, self)
            del self

    def _returned(self, value: T) -> None:
        """Finish with `value`, unless a request to cancel came too late to be thrown in."""
        if self._must_cancel:
            self._must_cancel = False
            super().cancel(self._cancel_message)  # CANCEL-15
        else:
            super().set_result(value)  # TASK-04 TASK-24

    def _yielded(self, result: Any) -> None:
        """Go on as the coroutine asks: soon (None), when a future is done, or with an error."""
        if result is None:
            self._core._enqueue(self)  # TASK-19
            return
        blocking = getattr(result, "_asyncio_future_blocking", None)
        if blocking and result is not self and _loop_of(result) is self._core:
            self._wait_for(result)
            return
        self._refusal = self._refuse(result, blocking)  # TASK-26
        self._core._enqueue(self)

    def _refuse(self, result: Any, blocking: bool | None) -> RuntimeError:
        """Return the error, thrown in at the next step, that tells the coroutine what it did wrong."""
        wrong: Callable[[object, object], RuntimeError]
        if blocking is None:
            wrong = errors.yielded_generator if inspect.isgenerator(result) else errors.bad_yield
        elif _loop_of(result) is not self._core:
            wrong = errors.foreign_future  # TASK-27
        elif blocking:
            wrong = errors.awaits_itself  # TASK-25
        else:
            wrong = errors.yield_instead_of_await
        return wrong(self, result)

    def _wait_for(self, future: Any) -> None:
        """Be woken when `future` is done; pass a request to cancel that is still owed on to it."""
        future._asyncio_future_blocking = False
        if isinstance(future, Future):
            future._wake_when_done(self)  # TASK-18
        else:
            # In a context of its own: the step enters ours, and a context cannot be entered twice.
            future.add_done_callback(self._wakeup, context=Context())
        self._fut_waiter = future
        if self._must_cancel and future.cancel(msg=self._cancel_message):
            self._must_cancel = False

    def _wakeup(self, _future: object) -> None:
        """Hear from a future that is not of our making, in the turn that belongs to the wake-up."""
        try:
            self._run()
        finally:
            del self  # see _step

    def _start_eagerly(self) -> None:
        """Take the first step inside the step of whoever creates this task."""
        outer = asyncio.current_task(self.get_loop())
        if outer is not None:
            leave_task(self._core, outer)  # EAGER-04
        seams.register_task(self)  # EAGER-08
        try:
            self._step(None)  # EAGER-02 EAGER-03 EAGER-10
        finally:
            if outer is not None:
                enter_task(self._core, outer)
            if self._phase is not PENDING:
                seams.unregister_task(self)
                self._coroutine = None  # EAGER-06
            del self  # see _step

    # --------------------------------------------------------------------------- looking into it

    def get_stack(self, *, limit: int | None = None) -> list[FrameType]:
        """Return the coroutine's frames, oldest first: where it is suspended, or where its exception arose.

        `limit` keeps the newest of a stack, the oldest of a traceback. Empty after a result or cancellation.
        """
        frame = describe.first_of(self._coroutine, "cr_frame", "gi_frame", "ag_frame")
        if frame is not None:
            newest_first = [frame for frame, _ in traceback.walk_stack(frame)]
            return newest_first[:limit][::-1]  # TASK-29
        if self._error is None:
            return []
        return [frame for frame, _ in traceback.walk_tb(self._error.__traceback__)][:limit]

    def print_stack(self, *, limit: int | None = None, file: TextIO | None = None) -> None:
        """Print what `get_stack` returns as a traceback would, to `file` (default: sys.stderr)."""
        out = sys.stderr if file is None else file
        lines = [_line_of(frame) for frame in self.get_stack(limit=limit)]
        kind = "No stack" if not lines else "Stack" if self._error is None else "Traceback"
        print(f"{kind} for {self!r}" + (" (most recent call last):" if lines else ""), file=out)
        traceback.print_list(lines, file=out)  # TASK-30
        if self._error is not None:
            print("".join(traceback.format_exception_only(self._error)), file=out, end="")

    @reprlib.recursive_repr()
    def __repr__(self) -> str:
        return f"<{' '.join([type(self).__name__, *self._facts()])}>"

    def _facts(self) -> list[str]:
        state, *rest = super()._facts()
        facts = [
            "cancelling" if self._cancel_requests and self._phase is PENDING else state,  # TASK-12
            f"name={_spelled(self._name)!r}",
        ]
        if self._coroutine is not None:
            facts.append(f"coro=<{describe.coroutine(self._coroutine)}>")
        if self._fut_waiter is not None:
            facts.append(f"wait_for={describe.shown(self._fut_waiter)}")
        return facts + rest

    def __del__(self) -> None:
        if self._coroutine is not None and self._phase is PENDING and self._log_destroy_pending:  # FAIL-18
            self._report("Task was destroyed but it is pending!", task=self)
        if self._unclaimed:
            super().__del__()  # FAIL-16


def _loop_of(future: Any) -> object:
    return future._core if isinstance(future, Future) else seams.loop_of(future)


def _failure_of(future: Any) -> BaseException | None:
    """Return what awaiting a done `future` raises, None if it has a result."""
    if isinstance(future, Future):
        return future._failure()
    try:
        future.result()
    except BaseException as error:
        return _without_our_frame(error)
    return None


def _without_our_frame(error: E) -> E:
    """Drop the first frame, the loop's own: it tells a reader nothing, and ties the exception to the task."""
    trace = error.__traceback__
    return error if trace is None else error.with_traceback(trace.tb_next)


def _line_of(frame: FrameType) -> tuple[str, int, str, str]:
    """Return file, line number, function and text, fresh from the disk."""
    code = frame.f_code
    linecache.checkcache(code.co_filename)
    line = linecache.getline(code.co_filename, frame.f_lineno, frame.f_globals)
    return code.co_filename, frame.f_lineno, code.co_name, line
