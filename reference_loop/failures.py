"""What becomes of errors nobody else can handle, and the report of slow callbacks.

Keeps true: every report reaches the handler that is set, or the default one, which logs; whatever a handler
itself does wrong is logged and goes no further, except SystemExit and KeyboardInterrupt.
Does not know: where failures come from. A report is a dict: `message`, and what is known of `exception`,
`future`, `task`, `handle`, `protocol`, `transport`, `socket`, `asyncgen`, `source_traceback`,
`handle_traceback`.
"""

from __future__ import annotations

import asyncio
import logging
import traceback
from collections.abc import Callable
from contextvars import Context
from typing import Any, cast

from . import errors
from .contracts import ErrorContext, Runnable
from .handles import Handle
from .parts import Part

log = logging.getLogger("asyncio")  # FAIL-11

ExceptionHandler = Callable[[asyncio.AbstractEventLoop, ErrorContext], object]

_TRACEBACKS = {"source_traceback": "Object", "handle_traceback": "Handle"}


class Failures(Part[asyncio.AbstractEventLoop]):
    """The exception handler of one loop."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(loop)
        self._handler: ExceptionHandler | None = None
        self.running: Runnable | None = None  # the entry being run, known in debug mode only

    def get_handler(self) -> ExceptionHandler | None:
        """Return the handler set, None for the default."""
        return self._handler

    def set_handler(self, handler: ExceptionHandler | None) -> None:
        """Set the handler; None is the default. TypeError if it cannot be called."""
        if handler is not None and not callable(handler):
            raise errors.not_an_exception_handler(handler)  # FAIL-09
        self._handler = handler  # FAIL-08

    def report(self, context: ErrorContext) -> None:
        """Pass `context` to the handler; never raises an ``Exception``."""
        try:
            if self._handler is None:
                self._loop.default_exception_handler(context)  # FAIL-12
            else:
                self._call(self._handler, context)
        except (SystemExit, KeyboardInterrupt):
            raise  # FAIL-23
        except BaseException as error:
            self._handler_failed(error, context)  # FAIL-22

    def _call(self, handler: ExceptionHandler, context: ErrorContext) -> None:
        """Call `handler` in the context of the task, future or handle that failed."""
        surroundings = _context_of(context)
        if surroundings is None:
            handler(self._loop, context)  # FAIL-10
        else:
            surroundings.run(handler, self._loop, context)  # FAIL-03 FAIL-19 FAIL-20

    def _handler_failed(self, error: BaseException, context: ErrorContext) -> None:
        """Log that the handler raised `error`; the default one is not trusted twice."""
        if self._handler is None:
            log.error("Exception in default exception handler", exc_info=error)
            return
        try:
            self._loop.default_exception_handler(
                {"message": "Unhandled error in exception handler", "exception": error, "context": context}
            )
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as worse:
            log.error("Exception in default exception handler, called for a failing handler", exc_info=worse)

    def default(self, context: ErrorContext) -> None:
        """Log `context` as an error of the logger "asyncio": the message, then the other keys in order."""
        facts = dict(context)
        message = facts.pop("message", None) or "Unhandled exception in event loop"
        error = facts.pop("exception", None)
        running = self.running
        if "source_traceback" not in facts and isinstance(running, Handle) and running._source_traceback:
            facts["handle_traceback"] = running._source_traceback
        lines = [message, *(f"{key}: {_shown(key, facts[key])}" for key in sorted(facts))]
        log.error("\n".join(lines), exc_info=error)  # FAIL-11


def _context_of(context: ErrorContext) -> Context | None:
    candidates = (context.get(key) for key in ("task", "future", "handle"))
    thing = next((thing for thing in candidates if thing is not None), None)
    found = getattr(thing, "get_context", lambda: None)()
    return found if isinstance(found, Context) else None


def _shown(key: str, value: Any) -> str:
    if key not in _TRACEBACKS:
        return repr(value)
    lines = "".join(traceback.format_list(value)).rstrip()
    return f"{_TRACEBACKS[key]} created at (most recent call last):\n{lines}"


class SlowCallbacks(Part[asyncio.AbstractEventLoop]):
    """The observer of debug mode: logs entries that took `slow_callback_duration` or longer."""

    def __init__(self, loop: asyncio.AbstractEventLoop, failures: Failures) -> None:
        super().__init__(loop)
        self._failures = failures
        self._start = 0.0

    def before(self, entry: Runnable) -> None:
        """Note the time."""
        self._failures.running = entry
        self._start = self._loop.time()

    def after(self, entry: Runnable) -> None:
        """Warn if it took too long."""
        self._failures.running = None
        duration = self._loop.time() - self._start
        if duration >= self._loop.slow_callback_duration:  # DEBUG-10
            log.warning("Executing %s took %.3f seconds", _named(entry), duration)  # DEBUG-08 DEBUG-20


def _named(entry: Runnable) -> str:
    """Name a task rather than the C-level wrapper that steps it."""
    owner = getattr(getattr(entry, "_callback", None), "__self__", None)
    return repr(cast("object", owner) if isinstance(owner, asyncio.Task) else entry)
