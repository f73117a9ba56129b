"""Handle and TimerHandle: a callback with its arguments, its context, and a way to call it off.

Keeps true: a cancelled handle never calls, and holds neither callback nor arguments; an exception of the
callback is reported to the loop's exception handler, except SystemExit and KeyboardInterrupt, which fly on
(state table: `HANDLE`).
Does not know: when it is run, or whether it has been; the queue hands each entry out once.
"""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable, Sequence
from contextvars import Context, copy_context
from traceback import StackSummary
from typing import Any, cast

from . import describe, errors
from .contracts import Core, ErrorContext


class Handle(asyncio.Handle):  # SOON-06
    """What call_soon() returns. Fills the slots of `asyncio.Handle` (seams.HANDLE_SLOTS), adds none."""

    __slots__ = ()

    _callback: Callable[..., object] | None
    _args: Sequence[Any]
    _context: Context
    _loop: Core
    _cancelled: bool
    _source_traceback: StackSummary | None
    _repr: str | None

    def __init__(
        self,
        callback: Callable[..., object],
        args: tuple[Any, ...],
        loop: Core,
        context: Context | None = None,
    ) -> None:
        self._callback = callback
        self._args = args
        self._loop = loop
        # CTX-01 CTX-02 CTX-03 CTX-04 CTX-05 CTX-06 CTX-07 CTX-08 CTX-09
        self._context = copy_context() if context is None else context
        self._cancelled = False
        self._source_traceback = None

    def cancel(self) -> None:
        """Make the callback never be called; a second call does nothing. Not thread-safe."""
        if self._cancelled:  # HANDLE-03
            return
        # The report of a slow callback may still have to name it.
        self._repr = repr(self) if self._loop.get_debug() else None
        self._cancelled = True  # HANDLE-02 HANDLE-04
        self._callback = None  # HANDLE-07 TIMER-16
        self._args = ()

    def cancelled(self) -> bool:
        """Tell whether cancel() has been called."""
        return self._cancelled  # HANDLE-02 HANDLE-11

    def get_context(self) -> Context:
        """Return the context in which the callback runs (3.12+ in the stdlib)."""
        return self._context  # HANDLE-09

    def _run(self) -> None:
        if self._cancelled:  # HANDLE-01 HANDLE-05 HANDLE-10 TIMER-09 TIMER-19 THREAD-07
            return
        try:
            # SOON-05 TIMER-11 THREAD-04
            self._context.run(cast("Callable[..., object]", self._callback), *self._args)
        except (SystemExit, KeyboardInterrupt):
            raise  # FAIL-14 LIFE-16
        except BaseException as error:  # FAIL-02 SOON-09 TIMER-17
            self._report(error)  # FAIL-01 FAIL-21 READY-14
        finally:
            del self  # HANDLE-12: frames of an exception lead here

    def _report(self, error: BaseException) -> None:
        what = describe.callback(self._callback, self._args, debug=self._loop.get_debug())
        context: ErrorContext = {
            "message": f"Exception in callback {what}",  # FAIL-04
            "exception": error,  # FAIL-05
            "handle": self,  # FAIL-06
        }
        if self._source_traceback:
            context["source_traceback"] = self._source_traceback  # DEBUG-19
        self._loop.call_exception_handler(context)

    def _facts(self) -> list[str]:
        facts = ["cancelled"] if self._cancelled else []
        if self._callback is not None:
            facts.append(describe.callback(self._callback, self._args, debug=self._loop.get_debug()))
        if self._source_traceback:
            frame = self._source_traceback[-1]
            facts.append(f"created at {frame.filename}:{frame.lineno}")
        return facts

    def __repr__(self) -> str:
        if self._cancelled and self._repr is not None:
            return self._repr.replace(type(self).__name__, f"{type(self).__name__} cancelled", 1)
        return f"<{' '.join([type(self).__name__, *self._facts()])}>"


class TimerHandle(Handle, asyncio.TimerHandle):  # TIMER-06
    """What call_later() and call_at() return; ordered by deadline."""

    __slots__ = ()

    _when: float

    def __init__(
        self,
        when: float,
        callback: Callable[..., object],
        args: tuple[Any, ...],
        loop: Core,
        context: Context | None = None,
    ) -> None:
        Handle.__init__(self, callback, args, loop, context)
        self._when = when

    def when(self) -> float:
        """Return the deadline in seconds of the loop's clock, as it was given."""
        return self._when  # TIMER-07 TIMER-12 TIMER-15

    def _facts(self) -> list[str]:
        return [f"when={self._when}", *super()._facts()]

    def _identity(self) -> tuple[object, ...]:
        return self._when, self._callback, self._args, self._cancelled

    def __hash__(self) -> int:
        return hash(self._when)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, TimerHandle):
            return self._identity() == other._identity()
        return NotImplemented

    def __lt__(self, other: asyncio.TimerHandle) -> bool:
        if isinstance(other, TimerHandle):
            return self._when < other._when
        return NotImplemented

    def __gt__(self, other: asyncio.TimerHandle) -> bool:
        if isinstance(other, TimerHandle):
            return self._when > other._when
        return NotImplemented

    def __le__(self, other: asyncio.TimerHandle) -> bool:
        if isinstance(other, TimerHandle):
            return self._when < other._when or self == other
        return NotImplemented

    def __ge__(self, other: asyncio.TimerHandle) -> bool:
        if isinstance(other, TimerHandle):
            return self._when > other._when or self == other
        return NotImplemented


def check_callback(method: str, callback: object) -> None:
    """Refuse what `method` cannot call: TypeError."""
    if asyncio.iscoroutine(callback) or inspect.iscoroutinefunction(callback):
        raise errors.coroutine_as_callback(method)  # DEBUG-16
    if not callable(callback):
        raise errors.not_callable(method, callback)
