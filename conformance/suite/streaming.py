"""Connections for questions: a protocol that notes what it is told, and a plain socket as its peer.

Keeps true: only one side is the loop's; the other is a socket of the question's own, read and written without
blocking. A connection made by ``joined`` is gone when its block is left. Deliberately knows no clause.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, ClassVar, Generic, TypeVar

from conformance.expect import Broken
from conformance.posix import AF_UNIX
from conformance.suite.descriptors import Pair
from conformance.suite.driving import PATIENCE, Loop, complete, run_turns, run_until

LUMP = 1 << 16
"""Bytes that a peer reads at a time, unless it is told otherwise."""
SOON = PATIENCE / 5
"""Seconds for what only the system stands between: no distance on loopback, but a busy machine takes time."""
HUGE = 1 << 30
"""A mark that no buffer reaches."""


class Told(asyncio.BaseProtocol):
    """What every streaming protocol of a question notes: its calls in order, and what came with them."""

    def __init__(self, answer: object = None) -> None:
        self.answer = answer
        """What eof_received() returns."""
        self.calls: list[str] = []
        self.data: bytearray = bytearray()
        self.ends: list[BaseException | None] = []
        """The arguments of connection_lost()."""
        self.transports: list[Any] = []
        """The arguments of connection_made()."""
        self.faults: dict[str, BaseException] = {}
        """Call -> what it raises."""
        self.hooks: dict[str, Callable[[], object]] = {}
        """Call -> what is done in it."""

    def note(self, call: str) -> None:
        """Note a call; do and raise what was asked for."""
        self.calls.append(call)
        self.hooks.get(call, int)()
        if call in self.faults:
            raise self.faults[call]

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Note it."""
        self.transports.append(transport)
        self.note("connection_made")

    def eof_received(self) -> Any:
        """Note it, and give the answer."""
        self.note("eof_received")
        return self.answer

    def connection_lost(self, exc: BaseException | None) -> None:
        """Note it."""
        self.ends.append(exc)
        self.note("connection_lost")

    def pause_writing(self) -> None:
        """Note it."""
        self.note("pause_writing")

    def resume_writing(self) -> None:
        """Note it."""
        self.note("resume_writing")

    def lost(self) -> bool:
        """Whether the connection is over."""
        return "connection_lost" in self.calls

    def story(self) -> list[str]:
        """The calls in order; how data was cut is nobody's business."""
        return [
            call
            for before, call in zip(["", *self.calls], self.calls, strict=False)
            if not (call == before == "data_received")
        ]

    def writing(self) -> list[str]:
        """The calls of flow control."""
        return [call for call in self.calls if call.endswith("_writing")]


class Noting(Told, asyncio.Protocol):
    """A protocol that is handed its data."""

    def __init__(self, answer: object = None) -> None:
        super().__init__(answer)
        self.pieces: list[object] = []
        """The arguments of data_received()."""

    def data_received(self, data: bytes) -> None:
        """Note it."""
        self.pieces.append(data)
        self.data += data
        self.note("data_received")


class Lending(Told, asyncio.BufferedProtocol):
    """A protocol that lends a buffer of so many bytes."""

    def __init__(self, size: int, form: Callable[[bytearray], Any] = bytearray) -> None:
        super().__init__()
        self.room = form(bytearray(size))

    def get_buffer(self, sizehint: int) -> Any:
        """Note it, and lend the buffer."""
        self.note("get_buffer")
        return self.room

    def buffer_updated(self, nbytes: int) -> None:
        """Note it, and take what came."""
        self.data += memoryview(self.room).cast("B")[:nbytes]
        self.note("buffer_updated")


@dataclass
class Peer:
    """The other end: a plain socket, and what was read from it."""

    sock: socket.socket
    data: bytearray = field(default_factory=bytearray)
    ended: bool = False
    """Whether the end of the stream was read."""

    def read(self, most: int = LUMP) -> None:
        """Read once, if there is something."""
        try:
            data = self.sock.recv(most)
        except BlockingIOError:
            return
        except ConnectionError:
            self.ended = True  # reset: no more comes, and what was lost is lost
            return
        self.data += data
        self.ended = self.ended or not data

    def send(self, data: bytes) -> None:
        """Send little enough to be taken at once."""
        self.sock.sendall(data)

    def end(self) -> None:
        """Signal that no more will be sent."""
        self.sock.shutdown(socket.SHUT_WR)

    def sends(self, data: bytes, most: int = LUMP) -> Callable[[], bool]:
        """A condition for ``run_until``: sends a lump on each look, until all is sent."""
        rest = memoryview(data)

        def look() -> bool:
            nonlocal rest
            with suppress(BlockingIOError):
                rest = rest[self.sock.send(rest[:most]) :]
            return not rest

        return look

    def reads_until(self, done: Callable[[], object], most: int = LUMP) -> Callable[[], bool]:
        """A condition for ``run_until``: reads on each look."""

        def look() -> bool:
            self.read(most)
            return bool(done())

        return look


P = TypeVar("P", bound=Told)


@dataclass
class Side:
    """The loop's side of something that bytes go through."""

    loop: Loop
    transport: Any

    nobody_reads: ClassVar[str] = "to a peer that reads nothing"

    def run_until(self, done: Callable[[], object], seconds: float = SOON) -> bool:
        """Run the loop until it is so."""
        return run_until(self.loop, lambda: bool(done()), seconds)

    def settle(self) -> None:
        """Run so many turns that whatever is about to happen by itself has happened."""
        run_turns(self.loop, 12)

    def clog(self) -> int:
        """Write until the system takes no more and something waits; the number of bytes written in all."""
        self.transport.set_write_buffer_limits(HUGE)
        return self.write_until_it_waits()

    def write_until_it_waits(self) -> int:
        """The same with the marks as they are. Raises Broken when nothing waits after 32 MiB."""
        for lumps in range(1, 513):
            self.transport.write(b"c" * LUMP)
            self.settle()
            if self.transport.get_write_buffer_size():
                return lumps * LUMP
        doing = f"write 32 MiB {self.nobody_reads}; get_write_buffer_size()"
        raise Broken(doing=doing, expected="more than 0", observed="0")


@dataclass
class Connection(Side, Generic[P]):
    """The loop's side and the question's side of one connection."""

    transport: asyncio.Transport
    told: P
    peer: Peer


def wrap(loop: Loop, sock: socket.socket, told: P) -> tuple[asyncio.Transport, P]:
    """The transport that connect_accepted_socket() makes of the socket, and the protocol it returns."""

    async def connect() -> tuple[Any, Any]:
        return await loop.connect_accepted_socket(lambda: told, sock)

    return complete(loop, connect(), doing="await connect_accepted_socket(factory, sock)")


@contextmanager
def joined(loop: Loop, pair: Pair, told: P) -> Generator[Connection[P], None, None]:
    """A connection of the loop's over the first socket; gone when the block is left."""
    ours, theirs = pair
    for end in pair:
        if end.family == AF_UNIX:  # else the kernel takes a few hundred thousand bytes
            end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
    transport, _ = wrap(loop, ours, told)
    try:
        yield Connection(loop, transport, told, Peer(theirs))
    finally:
        told.faults.clear()
        told.hooks.clear()
        if not told.lost():
            transport.abort()
        if not run_until(loop, told.lost, SOON):  # a wrong loop may wait for its peer
            theirs.close()
            run_until(loop, told.lost)
        run_turns(loop)


def tcp_pair() -> Pair:
    """Two connected non-blocking TCP sockets over loopback."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        ours = socket.create_connection(listener.getsockname())
        theirs, _ = listener.accept()
    for end in (ours, theirs):
        end.setblocking(False)
    return ours, theirs


@dataclass
class Streams:
    """The same with asyncio's reader and writer on the loop's side."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    peer: Peer


async def _gone(writer: asyncio.StreamWriter) -> None:
    with suppress(Exception):  # how it ended is not asked here
        await writer.wait_closed()


@contextmanager
def streamed(loop: Loop, pair: Pair) -> Generator[Streams, None, None]:
    """Reader and writer over the first socket; gone when the block is left."""
    reader = asyncio.StreamReader(loop=loop)
    protocol = asyncio.StreamReaderProtocol(reader, loop=loop)

    async def connect() -> asyncio.StreamWriter:
        transport, _ = await loop.connect_accepted_socket(lambda: protocol, pair[0])
        return asyncio.StreamWriter(transport, protocol, reader, loop)

    writer = complete(loop, connect(), doing="await connect_accepted_socket(factory, sock)")
    try:
        yield Streams(reader, writer, Peer(pair[1]))
    finally:
        writer.transport.abort()
        complete(loop, _gone(writer), doing="abort() a transport and await wait_closed()")
        run_turns(loop)
