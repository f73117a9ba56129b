"""A connection of a program: its transport belongs to the loop, and its peer is a socket of ours.

Keeps true: both ends are in this process and joined by the kernel alone, so what the peer does is done when
its verb returns; each call of the protocol is one event, with all that a stranger can check about it; bytes
are numbered, and `garbled` says that they did not come in order.
Does not know: in which turn a loop makes its calls, nor how it cuts bytes: `trace` joins what is adjacent.
"""

from __future__ import annotations

import asyncio
import os
import socket
from contextvars import Context
from typing import Any, Protocol

MADE, DATA, EOF, LOST = "made", "data", "eof", "lost"
CALLS = (MADE, DATA, EOF, LOST)
"""The calls of a protocol, as events are named."""
CHUNK = 65536
PATTERN = 251
"""Bytes are numbered modulo this prime, so that a piece of any usual length is told from its neighbour."""


class Numbers:
    """The bytes of one direction, in order."""

    def __init__(self) -> None:
        self._sent = self._come = 0

    def next(self, count: int) -> bytes:
        """The next `count` bytes to send."""
        return _bytes(self._sent, count)

    def sent(self, count: int) -> None:
        """So many of them were taken."""
        self._sent += count

    def label(self, data: bytes) -> str:
        """How many bytes came: `=3`, or `=3,garbled` where they are not the next ones."""
        expected = _bytes(self._come, len(data))
        self._come += len(data)
        return f"={len(data)}" if data == expected else f"={len(data)},garbled"


def _bytes(first: int, count: int) -> bytes:
    return bytes(number % PATTERN for number in range(first, first + count))


def _is_open(fd: int, inode: int) -> bool:
    """Whether the descriptor is still that of the socket with this number of the system."""
    try:
        return os.fstat(fd).st_ino == inode
    except OSError:
        return False


class Host(Protocol):
    """The run that a connection belongs to."""

    loop: asyncio.AbstractEventLoop

    def happens(self, kind: str, name: str, outcome: str, serial: int) -> None:
        """Log what the loop tells outside of any body."""

    def enter(self, name: str, serial: int) -> None:
        """Run a body as a callback."""

    def forget(self, serial: int) -> None:
        """What has this number is no longer waited for."""


class Connection(asyncio.Protocol):
    """One end of a new socket pair as the protocol of a transport, and the other as its peer."""

    def __init__(self, run: Host, name: str, serial: int) -> None:
        self.name, self.serial = name, serial
        self.transport: Any = None  # asyncio.Transport, or what a native loop has in its place
        self.lost = self.keeps_open = False
        self._outgoing, self._incoming = Numbers(), Numbers()
        self._run = run
        self._hooks: dict[str, list[tuple[str, int]]] = {call: [] for call in CALLS}
        self._ours, self.peer = socket.socketpair()
        self.peer.setblocking(False)
        self._inode = os.fstat(self._ours.fileno()).st_ino

    async def open(self) -> object:
        """Have the loop make a transport of our end, and return what it answers; a refusal is logged."""
        loop: Any = self._run.loop
        answer: object = None
        try:
            answer = await loop.create_unix_connection(lambda: self, sock=self._ours)
        except Exception as error:
            self._run.happens("connect", self.name, f"!{type(error).__name__}", self.serial)
            self._run.forget(self.serial)
        return answer

    # -- what the loop tells

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take note of the transport."""
        self.transport = transport
        self._tell(MADE)
        self._run.forget(self.serial)

    def data_received(self, data: bytes) -> None:
        """Count, and look whether these are the next bytes."""
        self._tell(DATA, self._incoming.label(data))

    def eof_received(self) -> bool:
        """Keep the connection open if the program said so."""
        self._tell(EOF)
        return self.keeps_open

    def connection_lost(self, exc: Exception | None) -> None:
        """The end."""
        self.lost = True
        self._tell(LOST, f"!{type(exc).__name__}" if exc is not None else "")

    def hook(self, call: str, body: str, serial: int) -> None:
        """Run `body` inside the next such call."""
        self._hooks[call].append((body, serial))

    def _tell(self, call: str, outcome: str = "") -> None:
        self._run.happens(call, self.name, outcome, self.serial)
        hooks, self._hooks[call] = self._hooks[call], []
        for body, serial in hooks:
            Context().run(self._run.enter, body, serial)  # no page says in which context it is called

    # -- what the peer does

    def send(self, count: int) -> None:
        """Send `count` bytes. OSError when our end is closed."""
        self._incoming.sent(self.peer.send(self._incoming.next(count)))

    def write(self, count: int) -> None:
        """Have the transport send `count` bytes."""
        self.transport.write(self._outgoing.next(count))
        self._outgoing.sent(count)

    def take(self) -> str:
        """Take all that has arrived: how many bytes, and `+eof` after the last."""
        data, end = b"", ""
        try:
            while piece := self.peer.recv(CHUNK):
                data += piece
            end = "+eof"
        except BlockingIOError:
            pass
        except OSError as error:
            end = f"!{type(error).__name__}"
        return self._outgoing.label(data) + end

    # -- when the program is over

    def drop(self) -> None:
        """End the connection; the loop may need a few turns for that, until it is `lost`."""
        self.peer.close()
        if self.transport is not None:
            self.transport.abort()
        else:
            self.lost = True

    def forget(self) -> None:
        """Close our end if the loop has not; a number that it has closed may be another's now."""
        if _is_open(self._ours.fileno(), self._inode):
            self._ours.close()
        else:
            self._ours.detach()
