"""Pipes for questions: one end is the loop's, the other a plain descriptor of the question's own.

Keeps true: only one side is the loop's; the other never blocks. Both ends are closed when a block of
``reading`` or ``writing`` is left, whatever the loop did with its own. Deliberately knows no clause.
"""

from __future__ import annotations

import io
import os
import socket
import tempfile
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, ClassVar, Generic, TypeVar

from conformance.posix import narrow, terminal
from conformance.suite.driving import Loop, complete, run_turns, run_until
from conformance.suite.streaming import LUMP, SOON, Side, Told

READ, WRITE = "connect_read_pipe", "connect_write_pipe"

P = TypeVar("P", bound=Told)


@dataclass
class Far:
    """The other end: a plain descriptor, and what was read from it."""

    fd: int
    data: bytearray = field(default_factory=bytearray)
    ended: bool = False
    """Whether the end was read."""
    open: bool = True

    def read(self, most: int = LUMP) -> None:
        """Read once, if there is something."""
        try:
            data = os.read(self.fd, most)
        except BlockingIOError:
            return
        except OSError:  # a terminal says so that nobody is at its other end
            data = b""
        self.data += data
        self.ended = self.ended or not data

    def send(self, data: bytes) -> None:
        """Send little enough to be taken at once."""
        os.write(self.fd, data)

    def end(self) -> None:
        """Close it; a second call does nothing."""
        if self.open:
            self.open = False
            os.close(self.fd)

    def sends(self, data: bytes, most: int = LUMP) -> Callable[[], bool]:
        """A condition for ``run_until``: sends a lump on each look, until all is sent."""
        rest = memoryview(data)

        def look() -> bool:
            nonlocal rest
            with suppress(BlockingIOError):
                rest = rest[os.write(self.fd, rest[:most]) :]
            return not rest

        return look

    def reads_until(self, done: Callable[[], object], most: int = LUMP) -> Callable[[], bool]:
        """A condition for ``run_until``: reads on each look."""

        def look() -> bool:
            self.read(most)
            return bool(done())

        return look


@dataclass
class Piped(Side, Generic[P]):
    """The loop's end and the question's end of one pipe."""

    told: P
    returned: object
    """The protocol that connecting returned."""
    pipe: Any
    """The file-like object that was connected."""
    far: Far
    heard: list[str]
    """The calls that the protocol had heard when connecting returned."""

    nobody_reads: ClassVar[str] = "into a pipe that nobody reads"


def closed(pipe: Any) -> bool:
    """Whether a file-like object is closed."""
    return pipe.fileno() == -1 if isinstance(pipe, socket.socket) else pipe.closed


def _fds(kind: str, reads: bool) -> tuple[int, int]:
    """The descriptors of (the loop's end, the other) of something that bytes go through."""
    if kind == "socket":
        ours, theirs = socket.socketpair()
        return ours.detach(), theirs.detach()
    if kind == "terminal":
        screen, program = terminal()
        return program, screen
    source, sink = _named() if kind == "named pipe" else os.pipe()
    narrow(sink)
    return (source, sink) if reads else (sink, source)


def _named() -> tuple[int, int]:
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/pipe"
        os.mkfifo(path)
        source = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        sink = os.open(path, os.O_WRONLY)
        os.set_blocking(source, True)
        return source, sink


@contextmanager
def ends(kind: str = "pipe", *, reads: bool) -> Generator[tuple[Any, Far], None, None]:
    """(A file-like object, the other end); both are closed when the block is left."""
    ours, theirs = _fds(kind, reads)
    os.set_blocking(theirs, False)
    pipe: Any = socket.socket(fileno=ours) if kind == "socket" else io.FileIO(ours, "r" if reads else "w")
    far = Far(theirs)
    try:
        yield pipe, far
    finally:
        far.end()
        with suppress(OSError):  # a wrong loop may have closed its descriptor, and not the object
            pipe.close()


def connect(
    loop: Loop, method: str, factory: Callable[[], object], pipe: object, then: Callable[[], object] = int
) -> tuple[Any, Any]:
    """What connect_read_pipe() or connect_write_pipe() returns; ``then`` is called as soon as it does."""

    async def connecting() -> tuple[Any, Any]:
        connected: tuple[Any, Any] = await getattr(loop, method)(factory, pipe)
        then()
        return connected

    pair: tuple[Any, Any] = complete(loop, connecting(), doing=f"await {method}(factory, pipe)")
    return pair


def reading(loop: Loop, told: P, kind: str = "pipe") -> AbstractContextManager[Piped[P]]:
    """A reading transport of the loop's; gone when the block is left."""
    return _piped(loop, told, kind, READ)


def writing(loop: Loop, told: P, kind: str = "pipe") -> AbstractContextManager[Piped[P]]:
    """A writing transport of the loop's; gone when the block is left."""
    return _piped(loop, told, kind, WRITE)


@contextmanager
def _piped(loop: Loop, told: P, kind: str, method: str) -> Generator[Piped[P], None, None]:
    with ends(kind, reads=method == READ) as (pipe, far):
        heard = list[str]()
        transport, returned = connect(loop, method, lambda: told, pipe, lambda: heard.extend(told.calls))
        try:
            yield Piped(loop, transport, told, returned, pipe, far, heard)
        finally:
            told.faults.clear()
            told.hooks.clear()
            if not told.lost():
                (transport.close if method == READ else transport.abort)()
            if not run_until(loop, told.lost, SOON):  # a wrong loop may wait for the other end
                far.end()
                run_until(loop, told.lost)
            run_turns(loop)
            run_until(loop, lambda: closed(pipe))
