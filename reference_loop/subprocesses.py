"""How a child process is started, and how it comes to its transport.

Keeps true: a program is run only when everything else has been found in order; if anything fails after that,
or nobody waits for the answer any more, the child is killed and reaped, and its pipes are closed.
Does not know: how its exit is noticed, what goes through its pipes, and what its transport tells.

The start itself, fork and exec, is the work of subprocess.Popen, in the thread of the loop: it takes a
millisecond or so, in which the loop does nothing else.
"""

from __future__ import annotations

import asyncio
import subprocess
from collections.abc import Callable, Mapping
from typing import Any, Protocol, TypeVar, cast

from . import io_errors
from .children import Children
from .contracts import Wires
from .parts import Part
from .transports.process import PipeTransport, Popen, ProcessTransport

P = TypeVar("P", bound=asyncio.BaseProtocol)

OpenPipe = Callable[[Any, Any, asyncio.BaseProtocol], PipeTransport]
"""Makes the transport of a pipe: its loop, the file, the protocol."""

BARE: Mapping[str, object] = {
    "universal_newlines": False,
    "bufsize": 0,
    "text": None,
    "encoding": None,
    "errors": None,
}
"""Parameters of subprocess.Popen that have to be so: pipes carry bytes, and nobody else buffers them."""


def check_options(options: Mapping[str, object], *, shell: bool) -> None:
    """ValueError for a parameter that the loop decides, and that was decided otherwise."""
    for name, value in {**BARE, "shell": shell}.items():
        if bool(options.get(name, value)) != bool(value):
            raise io_errors.must_be(name, value, options[name])  # PROC-24 PROC-25


class Heard(Protocol):
    """Who is told of what happens to a child's pipes."""

    def tell(self, call: str, *args: object) -> None:
        """Have a method of the protocol called."""
        ...

    def pipe_lost(self, fd: int, error: Exception | None) -> None:
        """Hear that a pipe is closed."""
        ...

    def get_protocol(self) -> asyncio.BaseProtocol:
        """Return the protocol."""
        ...


class PipeProtocol(asyncio.Protocol):
    """What the transport of one pipe tells, handed on with the number of the pipe."""

    def __init__(self, child: Heard, fd: int) -> None:
        self._child = child
        self._fd = fd

    def data_received(self, data: bytes) -> None:
        """The child wrote something."""
        self._child.tell("pipe_data_received", self._fd, data)  # PROC-08 PROC-09 PROC-62

    def pause_writing(self) -> None:
        """The child does not read as fast as the protocol writes."""
        self._child.get_protocol().pause_writing()  # PROC-72 PROC-86

    def resume_writing(self) -> None:
        """It has read most of it."""
        self._child.get_protocol().resume_writing()  # PROC-72

    def connection_lost(self, exc: Exception | None) -> None:
        """The pipe is closed, at one end or the other."""
        self._child.pipe_lost(self._fd, exc)  # PROC-63 PROC-70 PROC-71 PROC-88


class Subprocesses(Part[Wires]):
    """The children of one loop, from the start."""

    protocol_type: type[PipeProtocol] = PipeProtocol

    def __init__(
        self,
        loop: Wires,
        children: Children,
        process: Callable[[Wires, Popen, asyncio.BaseProtocol], ProcessTransport],
        write_pipe: OpenPipe,
        read_pipe: OpenPipe,
    ) -> None:
        super().__init__(loop)
        self._children = children
        self._process = process
        self._open_pipe = {0: write_pipe, 1: read_pipe, 2: read_pipe}

    async def start(
        self, factory: Callable[[], P], args: Any, options: dict[str, Any]
    ) -> tuple[ProcessTransport, P]:
        """Run a program; return when its protocol has heard connection_made().

        `args` and `options` are those of subprocess.Popen, which says what it raises. When the caller is
        cancelled meanwhile, the child is killed, and is gone before the caller hears of it.
        """
        protocol = factory()  # PROC-04 PROC-29 PROC-90
        made: asyncio.Future[None] = self._loop.create_future()
        transport = self._spawn(protocol, args, options, made)
        try:
            await made
        except BaseException:
            transport.close()
            await transport._wait()  # PROC-30
            raise
        return transport, protocol

    def _spawn(
        self, protocol: asyncio.BaseProtocol, args: Any, options: dict[str, Any], made: asyncio.Future[None]
    ) -> ProcessTransport:
        options["bufsize"] = 0  # the transports of its pipes have buffers of their own
        # PROC-01 PROC-02 PROC-03 PROC-26 PROC-27 PROC-28: what runs
        # PROC-10 PROC-11 PROC-12 PROC-13 PROC-14: what it reads and writes
        # PROC-16 PROC-17 PROC-18 PROC-19 PROC-20 PROC-21 PROC-22 PROC-23 PROC-31: how
        child = cast("Popen", subprocess.Popen(args, **options))
        try:
            transport = self._process(self._loop, child, protocol)
            transport.begin(self._connect(child, transport), self._children.watch, made)
        except BaseException:
            with child:  # which closes the pipes, and reaps it
                child.kill()
            raise
        return transport

    def _connect(self, child: Popen, transport: ProcessTransport) -> dict[int, PipeTransport]:
        files = {0: child.stdin, 1: child.stdout, 2: child.stderr}
        return {  # PROC-07 PROC-80
            fd: self._open_pipe[fd](self._loop, file, self.protocol_type(transport, fd))
            for fd, file in files.items()
            if file is not None  # PROC-81 PROC-87
        }
