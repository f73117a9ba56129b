"""What the parts of the loop may ask of one another, as Protocols.

Keeps true: a part is written against the few methods listed here, never against ``ReferenceLoop``, so that
each can be read, tested and replaced alone.
Does not know: how anything here is done.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Coroutine
from contextvars import Context
from typing import Any, Protocol, TypeVar, TypeVarTuple

T = TypeVar("T")
Ts = TypeVarTuple("Ts")

ErrorContext = dict[str, Any]
"""What an exception handler is told: ``message`` always, ``exception``, ``future`` ... if known."""

READABLE = 1
WRITABLE = 2
"""Interest in a descriptor, as bits; the poller translates them to its system's own."""


class Clock(Protocol):
    """Monotonic time: an integer number of nanoseconds inside, seconds as float at the public edge."""

    resolution: float
    """Seconds; two deadlines closer than this may be taken for equal."""

    def time(self) -> float:
        """Return the present moment in seconds; never less than before."""
        ...

    def wait(self, poller: Poller, timeout: float | None, outside_pending: bool) -> list[tuple[int, int]]:
        """Let at most `timeout` seconds pass (None: until an event) and return ``[(fd, interest)]``.

        `outside_pending` says that something outside this thread (a descriptor, an executor) may call.
        """
        ...


class Poller(Protocol):
    """Which descriptor wants what; runs no callback."""

    def watch(self, fd: int, interest: int) -> None:
        """Set the interest in `fd` (``READABLE | WRITABLE``); 0 forgets it."""
        ...

    def poll(self, timeout: float | None) -> list[tuple[int, int]]:
        """Sleep at most `timeout` seconds (None: for ever) and return ``[(fd, interest)]`` that is ready."""
        ...

    def close(self) -> None:
        """Give the system's resource back; a second call does nothing."""
        ...


class Runnable(Protocol):
    """An entry of the ready queue: a Handle, or a Task, which is its own entry (no handle per step)."""

    def _run(self) -> None:
        """Do one piece of work. Report an ``Exception``; let SystemExit and KeyboardInterrupt through."""
        ...


class Core(Protocol):
    """All that a handle, a future or a task may ask of its loop."""

    def time(self) -> float:
        """Return the loop's clock in seconds."""
        ...

    def call_soon(
        self, callback: Callable[[*Ts], object], *args: *Ts, context: Context | None = None
    ) -> asyncio.Handle:
        """Run `callback(*args)` in the next turn."""
        ...

    def call_soon_threadsafe(
        self, callback: Callable[[*Ts], object], *args: *Ts, context: Context | None = None
    ) -> asyncio.Handle:
        """As `call_soon`, from any thread."""
        ...

    def _enqueue(self, entry: Runnable) -> None:
        """Run ``entry._run()`` in the next turn, after all that is queued. RuntimeError on a closed loop."""
        ...

    def call_exception_handler(self, context: ErrorContext) -> None:
        """Report what nobody else can handle; never raises an ``Exception``."""
        ...

    def create_task(self, coro: Coroutine[Any, Any, T], *, name: object = None) -> asyncio.Task[T]:
        """Schedule a coroutine as a task of this loop."""
        ...

    def create_future(self) -> asyncio.Future[Any]:
        """Return a pending future of this loop."""
        ...

    def get_debug(self) -> bool:
        """Tell whether debug mode is on."""
        ...

    def is_running(self) -> bool:
        """Tell whether the loop is inside run_forever()."""
        ...

    def is_closed(self) -> bool:
        """Tell whether close() has been called."""
        ...


class Wires(Core, Protocol):
    """What a transport may ask of its loop: the above, and to be told when a descriptor is ready."""

    def add_reader(self, fd: int, callback: Callable[[*Ts], object], *args: *Ts) -> None:
        """Run `callback(*args)` in each turn that finds `fd` readable."""
        ...

    def remove_reader(self, fd: int) -> bool:
        """Forget the reader of `fd`; return False if there was none."""
        ...

    def add_writer(self, fd: int, callback: Callable[[*Ts], object], *args: *Ts) -> None:
        """Run `callback(*args)` in each turn that finds `fd` writable."""
        ...

    def remove_writer(self, fd: int) -> bool:
        """Forget the writer of `fd`; return False if there was none."""
        ...

    def call_later(
        self, delay: float, callback: Callable[[*Ts], object], *args: *Ts, context: Context | None = None
    ) -> asyncio.TimerHandle:
        """Run `callback(*args)` when `delay` seconds have passed."""
        ...

    async def getaddrinfo(
        self,
        host: bytes | str | None,
        port: bytes | str | int | None,
        *,
        family: int = 0,
        type: int = 0,
        proto: int = 0,
        flags: int = 0,
    ) -> list[Any]:
        """As `socket.getaddrinfo`, without keeping the loop from its work."""
        ...

    async def sock_connect(self, sock: socket.socket, address: Any) -> None:
        """Connect a socket that does not block. OSError if nobody accepts."""
        ...


class Watcher(Wires, Protocol):
    """What sock_*() may ask of its loop: the above, and to know the handle that watches for it."""

    def _watch(
        self, fd: int, interest: int, callback: Callable[..., object], args: tuple[Any, ...]
    ) -> asyncio.Handle:
        """Call `callback(*args)` in each turn that finds `fd` ready; cancels the handle before it."""
        ...

    def _unwatch(self, fd: int, interest: int) -> bool:
        """Forget who watches `fd` for `interest`; return False if nobody did."""
        ...

    def run_in_executor(self, executor: None, func: Callable[[*Ts], T], *args: *Ts) -> asyncio.Future[T]:
        """Run `func(*args)` in the default executor."""
        ...


class Observer(Protocol):
    """Stands outside and watches: told of each entry just before it runs (debug mode, tools)."""

    def before(self, entry: Runnable) -> None:
        """Hear that `entry` is about to run."""
        ...

    def after(self, entry: Runnable) -> None:
        """Hear that `entry` has run."""
        ...
