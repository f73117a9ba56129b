"""CoreLoop: the public face of all that needs no transport. Methods are short, the parts do the work.

Keeps true: the loop's own life cycle (state table: `LOOP`), and who may ask what in which state and thread.
Does not know: how any of it is done, nor what connections are. The methods stand in the order of the chapters
of the specification.

The parts are named by class attributes, so that a loop with one part changed is a few lines: subclass the
part, subclass the loop.
"""

from __future__ import annotations

import asyncio
import os
import socket
import sys
import threading
import warnings
from collections.abc import Awaitable, Callable, Coroutine, Generator, Sized
from concurrent.futures import Executor
from contextvars import Context
from typing import Any, TypeVar, TypeVarTuple, cast

from . import describe, errors, seams
from .choices import Chooser
from .clock import MonotonicClock
from .contracts import READABLE, WRITABLE, Clock, ErrorContext, Poller, Runnable
from .executors import Executors
from .exploring import ExploringReady, ExploringTimers, ExploringTurn
from .failures import ExceptionHandler, Failures, SlowCallbacks, log
from .futures import Future
from .handles import Handle, TimerHandle, check_callback
from .hooks import Hooks
from .names import Host, Port, numeric
from .poller import Descriptors, FileDescriptorLike, default_poller, descriptor
from .ready import Ready
from .signals import Signals, checked
from .states import CLOSED, IDLE, LOOP, STOPPING, LoopState, advance
from .tasks import Task
from .timers import Timers
from .turn import Turn
from .wakeup import Wakeup

T = TypeVar("T")
Ts = TypeVarTuple("Ts")
Callback = Callable[[*Ts], object]


EAGER: Any = getattr(asyncio, "eager_task_factory", object())
"""The wish for eager tasks (since 3.12), which our own Task can grant itself."""


class CoreLoop(asyncio.AbstractEventLoop):
    """An asyncio event loop written to be read, without transports: see loop.py for those.

    Args:
        clock: where time comes from; by default the system's monotonic clock.
        chooser: asked wherever the documentation leaves the loop free (see choices.py); by default nobody.

    Only `call_soon_threadsafe`, `time`, `is_running`, `is_closed` and `get_debug` may be called from another
    thread than the one that runs the loop.
    """

    handle_type: type[Handle] = Handle
    timer_handle_type: type[TimerHandle] = TimerHandle
    ready_type: type[Ready] = Ready
    timers_type: type[Timers] = Timers
    poller_type: Callable[[], Poller] = default_poller
    descriptors_type: type[Descriptors] = Descriptors
    wakeup_type: type[Wakeup] = Wakeup
    turn_type: type[Turn] = Turn
    future_type: type[Future[Any]] = Future
    task_type: type[Task[Any]] = Task
    failures_type: type[Failures] = Failures
    hooks_type: type[Hooks] = Hooks
    executors_type: type[Executors] = Executors
    signals_type: type[Signals] = Signals

    slow_callback_duration: float = 0.1  # DEBUG-09
    """Seconds from which debug mode reports a callback or a step of a task as slow."""

    def __init__(self, *, clock: Clock | None = None, chooser: Chooser | None = None) -> None:
        self._state: LoopState = IDLE  # LIFE-18
        self._thread: int | None = None  # INVARIANT: not None exactly while RUNNING or STOPPING
        self._task_factory: Any = None
        self._clock: Clock = MonotonicClock() if clock is None else clock
        self._timers = self.timers_type()
        self._poller = self.poller_type()
        self._descriptors = self.descriptors_type(self._poller)
        self._wakeup = self.wakeup_type(self._poller)
        self._signals = self.signals_type(self._wakeup.signal_fd)
        self._executors = self.executors_type(self)
        self._failures = self.failures_type(self)
        self._hooks = self.hooks_type(self)
        self._ready: Ready = self.ready_type()
        if chooser is not None:
            self._ready = ready = ExploringReady(chooser)
            self._timers = ExploringTimers(chooser, self._clock, ready)
        self._turn = self._make_turn(chooser)
        self.set_debug(_debug_wanted())  # DEBUG-04

    def _make_turn(self, chooser: Chooser | None) -> Turn:
        parts = (self._clock, self._poller, self._wakeup, self._descriptors, self._signals, self._timers)
        outside: list[Sized] = [self._executors, self._descriptors, self._signals]
        if chooser is None:
            return self.turn_type(*parts, self._ready, outside)
        return ExploringTurn(*parts, self._ready, outside, chooser=chooser)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._state.value} debug={self._debug}>"

    # --------------------------------------------------------------------------------------------- lifecycle

    def run_forever(self) -> None:
        """Make turns until stop() is called. RuntimeError if closed, or if this or another loop runs here."""
        self._check_can_run()  # LIFE-10
        try:
            self._begin()
            while True:
                self._turn.run(self._state is STOPPING)  # LIFE-04 STOP-01 STOP-02 READY-19
                if self._state is STOPPING:  # STOP-03 STOP-04 STOP-06 STOP-07
                    break
        finally:
            self._end()

    def _check_can_run(self) -> None:
        advance(LOOP, self._state, "run")  # refused before anything has changed
        if seams.get_running_loop_or_none() is not None:
            raise errors.other_loop_running()  # LIFE-11

    def _begin(self) -> None:
        self._state = advance(LOOP, self._state, "run")
        self._thread = threading.get_ident()  # LIFE-05 THREAD-15
        self._hooks.install()
        self._hooks.track_origins(self._debug)
        seams.set_running_loop(self)  # LIFE-06 THREAD-16 RUN-06

    def _end(self) -> None:
        seams.set_running_loop(None)  # LIFE-07
        self._hooks.restore()
        self._thread = None
        self._state = advance(LOOP, self._state, "end")  # LIFE-08 LIFE-16 STOP-05

    def run_until_complete(self, future: Generator[Any, None, T] | Awaitable[T]) -> T:
        """Run until `future` (or the task made of it) is done, and return its result or raise its exception.

        RuntimeError if stop() ends the run before.
        """
        self._check_can_run()  # LIFE-20
        ours = not asyncio.isfuture(future)
        awaited = asyncio.ensure_future(cast("Awaitable[T]", future), loop=self)  # LIFE-03 LIFE-13 LIFE-14
        if ours:
            setattr(awaited, seams.LOG_DESTROY_PENDING, False)  # who stops the loop early is told by an error
        awaited.add_done_callback(_stop_its_loop)  # LIFE-15
        try:
            self.run_forever()
        except BaseException:
            if ours and awaited.done() and not awaited.cancelled():
                awaited.exception()  # it is on its way to the caller: nobody needs a report
            raise
        finally:
            awaited.remove_done_callback(_stop_its_loop)
        if not awaited.done():
            raise errors.stopped_too_early()  # LIFE-12
        return awaited.result()  # LIFE-01 LIFE-02 RUN-01 RUN-02

    def stop(self) -> None:
        """Let the turn in progress be the last; called before a run, let that run make exactly one turn."""
        self._state = advance(LOOP, self._state, "stop")

    def is_running(self) -> bool:
        """Tell whether the loop is inside run_forever()."""
        return self._thread is not None  # LIFE-05

    def is_closed(self) -> bool:
        """Tell whether close() has been called."""
        return self._state is CLOSED  # CLOSE-01

    def close(self) -> None:
        """Drop all that is pending, give the system its resources back. RuntimeError while running."""
        already = self._state is CLOSED
        self._state = advance(LOOP, self._state, "close")  # CLOSE-04 CLOSE-05 RUN-09
        if already:
            return
        if self._debug:
            log.debug("Close %r", self)
        self._ready.clear()  # CLOSE-02 CLOSE-11
        self._timers.clear()  # CLOSE-10 CLOSE-11
        self._signals.close()  # SIG-20
        self._executors.close()  # CLOSE-09 EXEC-14 EXEC-15
        self._descriptors.clear()
        self._wakeup.close()
        self._poller.close()  # CLOSE-12

    def __del__(self) -> None:
        if getattr(self, "_state", CLOSED) is CLOSED:
            return
        warnings.warn(f"unclosed event loop {self!r}", ResourceWarning, source=self, stacklevel=2)  # CLOSE-13
        if not self.is_running():
            self.close()

    # --------------------------------------------------------------------------------------------- callbacks

    def call_soon(self, callback: Callback[*Ts], *args: *Ts, context: Context | None = None) -> Handle:
        """Call `callback(*args)` in the next turn, after what is queued, in `context` (default: a copy)."""
        if self._state is CLOSED:
            raise errors.loop_closed()
        handle = self.handle_type(callback, args, self, context)
        if self._debug:
            self._check_thread()  # DEBUG-05
            check_callback("call_soon", callback)
            handle._source_traceback = describe.origin()
        self._ready.push(handle)
        return handle

    def _enqueue(self, entry: Runnable) -> None:
        """Queue an entry that is not a handle: a task's step."""
        if self._state is CLOSED:
            raise errors.loop_closed()
        if self._debug:
            self._check_thread()
        self._ready.push(entry)

    def _check_open(self) -> None:
        if self._state is CLOSED:
            raise errors.loop_closed()

    def _check_thread(self) -> None:
        if self._thread is not None and self._thread != threading.get_ident():
            raise errors.wrong_thread()

    # ------------------------------------------------------------------------------------------------ timers

    def time(self) -> float:
        """Return the loop's clock in seconds; its zero is arbitrary. Thread-safe."""
        return self._clock.time()  # CLOCK-01

    def call_later(
        self, delay: float, callback: Callback[*Ts], *args: *Ts, context: Context | None = None
    ) -> TimerHandle:
        """Call `callback(*args)` when `delay` seconds have passed. TypeError if `delay` is None."""
        if delay is None:  # pyright: ignore[reportUnnecessaryComparison] - callers need not be typed
            raise errors.no_deadline()
        return self.call_at(self.time() + delay, callback, *args, context=context)  # TIMER-08 CTX-04

    def call_at(
        self, when: float, callback: Callback[*Ts], *args: *Ts, context: Context | None = None
    ) -> TimerHandle:
        """Call `callback(*args)` when the loop's clock has reached `when`. TypeError if `when` is None."""
        if when is None:  # pyright: ignore[reportUnnecessaryComparison] - callers need not be typed
            raise errors.no_deadline()
        if self._state is CLOSED:
            raise errors.loop_closed()
        timer = self.timer_handle_type(when, callback, args, self, context)  # TIMER-06 TIMER-11 CTX-05
        if self._debug:
            self._check_thread()  # DEBUG-06 DEBUG-07
            check_callback("call_at", callback)
            timer._source_traceback = describe.origin()
        self._timers.add(timer)  # TIMER-01
        return timer

    # ------------------------------------------------------------------------------------- futures and tasks

    def create_future(self) -> asyncio.Future[Any]:
        """Return a pending future of this loop."""
        return cast("asyncio.Future[Any]", self.future_type(loop=self))

    def create_task(
        self,
        coro: Generator[Any, None, T] | Coroutine[Any, Any, T],
        *,
        name: object = None,
        context: Context | None = None,
        **options: Any,
    ) -> asyncio.Task[T]:
        """Schedule `coro` as a task, by the task factory if one is set. `options` (eager_start) go to it."""
        self._check_open()
        if self._task_factory is EAGER:
            options.setdefault("eager_start", True)  # EAGER-01
        if self._task_factory in (None, EAGER):
            # RUN-04 RUN-05
            return self.task_type(coro, loop=self, name=name, context=context, **options)  # TASK-01 CTX-10
        if context is not None:
            options["context"] = context
        if name is not None and seams.FACTORY_TAKES_NAME:
            options["name"] = name
        task = self._task_factory(self, coro, **options)  # EAGER-05
        if name is not None and hasattr(task, "set_name"):
            task.set_name(name)
        return cast("asyncio.Task[T]", task)

    def set_task_factory(self, factory: Any) -> None:
        """Let create_task() call ``factory(loop, coro, **options)``; None is the default."""
        if factory is not None and not callable(factory):
            raise errors.not_a_task_factory(factory)
        self._task_factory = factory

    def get_task_factory(self) -> Any:
        """Return the task factory, None for the default."""
        return self._task_factory  # TASK-31

    # ---------------------------------------------------------------------------------------------- failures

    def set_exception_handler(self, handler: ExceptionHandler | None) -> None:
        """Send reports to ``handler(loop, context)``; None is the default. TypeError if not callable."""
        self._failures.set_handler(handler)  # FAIL-08

    def get_exception_handler(self) -> ExceptionHandler | None:
        """Return the handler, None for the default."""
        return self._failures.get_handler()  # FAIL-07

    def default_exception_handler(self, context: ErrorContext) -> None:
        """Log `context` as an error."""
        self._failures.default(context)  # FAIL-13

    def call_exception_handler(self, context: ErrorContext) -> None:
        """Report `context` to the handler; raises nothing but SystemExit and KeyboardInterrupt."""
        self._failures.report(context)  # FAIL-10

    # ----------------------------------------------------------------------------------------------- threads

    def call_soon_threadsafe(
        self, callback: Callback[*Ts], *args: *Ts, context: Context | None = None
    ) -> Handle:
        """As call_soon(), from any thread or a signal handler; wakes a sleeping loop."""
        self._check_open()
        handle = self.handle_type(callback, args, self, context)
        if self._debug:
            check_callback("call_soon_threadsafe", callback)
            handle._source_traceback = describe.origin()
        # THREAD-11 THREAD-12 THREAD-13 THREAD-14 DEBUG-21
        self._ready.land(handle)  # THREAD-01 THREAD-06 THREAD-08 THREAD-09
        self._wakeup.wake()  # THREAD-02 STOP-09
        return handle

    # --------------------------------------------------------------------------------------------- readiness

    def add_reader(self, fd: FileDescriptorLike, callback: Callback[*Ts], *args: *Ts) -> None:
        """Call `callback(*args)` in each turn that finds `fd` readable; replaces an earlier reader."""
        self._watch(fd, READABLE, callback, args)  # READY-01

    def add_writer(self, fd: FileDescriptorLike, callback: Callback[*Ts], *args: *Ts) -> None:
        """Call `callback(*args)` in each turn that finds `fd` writable; replaces an earlier writer."""
        self._watch(fd, WRITABLE, callback, args)  # READY-02

    def _watch(
        self, fd: FileDescriptorLike, interest: int, callback: Callable[..., object], args: tuple[Any, ...]
    ) -> Handle:
        self._check_open()
        number = descriptor(fd)
        handle = self.handle_type(callback, args, self, None)  # CTX-16 READY-26
        if self._debug:
            handle._source_traceback = describe.origin()
        self._descriptors.add(number, interest, handle)
        self._descriptors.given_as(number, fd)
        return handle

    def _unwatch(self, fd: FileDescriptorLike, interest: int) -> bool:
        return self._descriptors.remove(self._descriptors.number_of(fd), interest)

    def remove_reader(self, fd: FileDescriptorLike) -> bool:
        """Forget the reader of `fd`; return False if there was none."""
        return self._unwatch(fd, READABLE)  # READY-03

    def remove_writer(self, fd: FileDescriptorLike) -> bool:
        """Forget the writer of `fd`; return False if there was none."""
        return self._unwatch(fd, WRITABLE)  # READY-04

    def add_signal_handler(self, sig: int, callback: Callback[*Ts], *args: *Ts) -> None:
        """Call `callback(*args)` in a turn after signal `sig` arrived. Main thread only."""
        check_callback("add_signal_handler", callback)  # SIG-08
        number = checked(sig)  # SIG-04 SIG-07
        self._check_open()  # SIG-21
        self._signals.add(number, self.handle_type(callback, args, self, None))  # CTX-17 SIG-01 SIG-03

    def remove_signal_handler(self, sig: int) -> bool:
        """Set the system's default for `sig` back; return False if there was no handler."""
        return self._signals.remove(checked(sig))  # SIG-10

    # --------------------------------------------------------------------------------------------- executors

    def run_in_executor(
        self, executor: Executor | None, func: Callable[[*Ts], T], *args: *Ts
    ) -> asyncio.Future[T]:
        """Run `func(*args)` in `executor` (None: the default pool) and return a future of its result."""
        self._check_open()
        if self._debug:
            check_callback("run_in_executor", func)
        return self._executors.run(executor, func, args)  # EXEC-01 EXEC-18

    def set_default_executor(self, executor: Executor) -> None:
        """Take `executor` as the default. TypeError unless it is a ThreadPoolExecutor."""
        self._executors.set_default(executor)  # EXEC-06

    async def shutdown_default_executor(self, timeout: float | None = None) -> None:
        """Wait for the default pool's threads to end, at most `timeout` seconds; then RuntimeWarning."""
        await self._executors.shutdown_default(timeout)  # EXEC-08 RUN-08

    async def getaddrinfo(
        self, host: Host, port: Port, *, family: int = 0, type: int = 0, proto: int = 0, flags: int = 0
    ) -> list[Any]:
        """As `socket.getaddrinfo`; what has to be looked up is, in the default executor."""
        known = numeric(host, port, family, type, proto, flags)  # NAME-23
        if known is not None:
            return known
        # EXEC-21 EXEC-22 EXEC-24 EXEC-25
        # NAME-01 NAME-03 NAME-04 NAME-05 NAME-06 NAME-09 NAME-10 NAME-11 NAME-20 NAME-21
        return await self.run_in_executor(None, socket.getaddrinfo, host, port, family, type, proto, flags)

    async def getnameinfo(self, sockaddr: Any, flags: int = 0) -> tuple[str, str]:
        """As `socket.getnameinfo`, in the default executor."""
        # EXEC-23 EXEC-24 NAME-02 NAME-07 NAME-08
        return await self.run_in_executor(None, socket.getnameinfo, sockaddr, flags)

    # -------------------------------------------------------------------------------------------- generators

    async def shutdown_asyncgens(self) -> None:
        """Close all asynchronous generators that are still half-way; warn of any started later."""
        await self._hooks.shutdown_asyncgens()  # AGEN-01 RUN-07

    # ------------------------------------------------------------------------------------------------- debug

    def get_debug(self) -> bool:
        """Tell whether debug mode is on."""
        return self._debug  # DEBUG-01

    def set_debug(self, enabled: bool) -> None:
        """Switch debug mode: thread checks, slow callbacks, and where things were made."""
        self._debug = bool(enabled)  # DEBUG-17 RUN-10 RUN-11
        self._turn.observer = SlowCallbacks(self, self._failures) if enabled else None  # DEBUG-11
        if self.is_running():
            self.call_soon_threadsafe(self._hooks.track_origins, enabled)  # DEBUG-18


def _stop_its_loop(future: asyncio.Future[Any]) -> None:
    """End run_until_complete(); SystemExit and KeyboardInterrupt have ended it already."""
    if not future.cancelled() and isinstance(future.exception(), (SystemExit, KeyboardInterrupt)):
        return
    future.get_loop().stop()


def _debug_wanted() -> bool:
    if sys.flags.dev_mode:  # DEBUG-03
        return True
    return not sys.flags.ignore_environment and bool(os.environ.get("PYTHONASYNCIODEBUG"))  # DEBUG-02
