"""A child process behind a transport: its pipes, its end, and the signals that are sent to it.

Keeps true: each call of the protocol is a callback of the loop, queued in the order in which things happened:
connection_made() first; what a pipe brought before the end of that pipe; connection_lost() last, when the
child has exited and its last pipe is closed. What one of them raises is reported, and the next is called as
ever.
Does not know: how the child was started, how its exit is noticed, and how bytes go through pipes.

INVARIANT: until connection_made() has been called, no pipe is read, and nobody looks whether the child lives:
all of them begin in one turn, the protocol's call before anything that the system could tell.
"""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import warnings
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, Protocol, cast

from ..contracts import Core
from ..futures import set_unless_done
from ..states import advance
from .process_states import GONE, PROCESS, ProcessState

Popen = subprocess.Popen[bytes]
Watch = Callable[[Popen, Callable[[int], object]], object]


class PipeTransport(Protocol):
    """As much of a pipe's transport as is used here."""

    def begin(self) -> None:
        """Have connection_made() of its protocol called in the next turn."""
        ...

    def close(self) -> None:
        """Close the pipe; what was written is sent first."""
        ...


class ProcessTransport(asyncio.SubprocessTransport):  # PROC-05
    """What subprocess_exec() and subprocess_shell() return. Not thread-safe.

    Args:
        loop: whose callbacks the calls of the protocol are.
        child: the process, just started.
        protocol: who is told of it.
    """

    def __init__(self, loop: Core, child: Popen, protocol: asyncio.BaseProtocol) -> None:
        super().__init__({"subprocess": child})  # PROC-55
        self._loop = loop
        self._child = child
        self._state: ProcessState = PROCESS.start
        self._closing = False
        self._returncode: int | None = None
        self._pipes: Mapping[int, Any] = {}
        self._open: set[int] = set()
        self._waiters: list[asyncio.Future[None]] = []
        self.set_protocol(protocol)

    def begin(self, pipes: Mapping[int, PipeTransport], watch: Watch, made: asyncio.Future[None]) -> None:
        """Take the transports of the pipes, by number; have connection_made() called, then `made` done.

        ``watch(child, call)`` has ``call(return code)`` called when the child has exited.
        """
        self._pipes = pipes
        self._open = set(pipes)
        for pipe in pipes.values():
            pipe.begin()
        self._loop.call_soon(self._connection_made, watch)
        self._loop.call_soon(set_unless_done, made)  # PROC-61

    def _connection_made(self, watch: Watch) -> None:
        self._state = advance(PROCESS, self._state, "made")
        try:
            self._protocol.connection_made(self)  # PROC-60
        finally:
            watch(self._child, self._on_exit)

    # ------------------------------------------------------------------------------------------------ whose

    def set_protocol(self, protocol: asyncio.BaseProtocol) -> None:
        """Let `protocol` be told from now on."""
        self._protocol: Any = protocol  # PROC-54

    def get_protocol(self) -> asyncio.BaseProtocol:
        """Return the one that is told."""
        return cast("asyncio.BaseProtocol", self._protocol)  # PROC-54

    def tell(self, call: str, *args: object) -> None:
        """Have a method of the protocol called in the next turn, after those that were asked for before."""
        self._loop.call_soon(getattr(self._protocol, call), *args)  # PROC-64 PROC-67 PROC-73

    # -------------------------------------------------------------------------------------------- the child

    def get_pid(self) -> int:
        """Return its process id, also when it has exited."""
        return self._child.pid  # PROC-40 PROC-82

    def get_returncode(self) -> int | None:
        """Return its exit code, -N if signal N ended it, None while it runs."""
        return self._returncode  # PROC-41 PROC-42

    def get_pipe_transport(self, fd: int) -> Any:
        """Return the transport of standard input (0), output (1) or error (2), None if that is no pipe."""
        return self._pipes.get(fd)  # PROC-43 PROC-74

    def send_signal(self, signal: int) -> None:
        """Send the signal; nothing if the child has exited. ProcessLookupError after connection_lost()."""
        self._state = advance(PROCESS, self._state, "signal")  # PROC-52 PROC-53
        if self._returncode is None:
            os.kill(self._child.pid, signal)  # PROC-44 PROC-91

    def terminate(self) -> None:
        """Send SIGTERM, as send_signal()."""
        self.send_signal(signal.SIGTERM)  # PROC-45

    def kill(self) -> None:
        """Send SIGKILL, as send_signal()."""
        self.send_signal(signal.SIGKILL)  # PROC-46

    # ----------------------------------------------------------------------------------------------- ending

    def is_closing(self) -> bool:
        """Tell whether close() was called."""
        return self._closing  # PROC-51

    def close(self) -> None:
        """Kill the child unless it has exited, and close its pipes; a second call does nothing."""
        if self._closing:  # PROC-50
            return
        self._closing = True
        for pipe in self._pipes.values():
            pipe.close()  # PROC-48
        if self._returncode is None:
            with suppress(ProcessLookupError, PermissionError):  # reaped by others; it has become root's
                self.kill()  # PROC-47

    def pipe_lost(self, fd: int, error: Exception | None) -> None:
        """Hear that one of the pipes is closed."""
        self._open.discard(fd)
        self.tell("pipe_connection_lost", fd, error)  # PROC-63
        self._end_if_all_is_over()

    def _on_exit(self, returncode: int) -> None:
        self._state = advance(PROCESS, self._state, "exited")
        self._returncode = returncode  # PROC-66
        self.tell("process_exited")  # PROC-65
        self._end_if_all_is_over()

    def _end_if_all_is_over(self) -> None:
        if self._open:  # PROC-69
            return
        self._state = advance(PROCESS, self._state, "emptied")
        if self._state is GONE:
            self.tell("connection_lost", None)  # PROC-49 PROC-67
            self._loop.call_soon(self._release)

    def _release(self) -> None:
        for waiter in self._waiters:
            set_unless_done(waiter)  # PROC-83 PROC-84

    async def _wait(self) -> int | None:
        """Wait until all is over, and return the return code; asyncio.subprocess.Process asks for it."""
        if self._state is not GONE:
            waiter: asyncio.Future[None] = self._loop.create_future()
            self._waiters.append(waiter)
            await waiter  # PROC-85 PROC-93 PROC-95
        return self._returncode

    def __del__(self) -> None:
        if getattr(self, "_state", GONE) is not GONE and not self._closing:
            warnings.warn(f"unclosed transport {self!r}", ResourceWarning, source=self, stacklevel=2)
            with suppress(ProcessLookupError, PermissionError):
                os.kill(self._child.pid, signal.SIGKILL)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._state.value} pid={self._child.pid}>"
