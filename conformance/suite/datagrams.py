"""Endpoints for questions about datagrams: a protocol that notes what it is told, and plain sockets as peers.

Keeps true: only one side is the loop's. An endpoint made by ``endpoint`` is gone when its block is left.
Deliberately knows no clause.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any, TypeVar

from conformance.expect import Broken
from conformance.suite.driving import Loop, complete, ended_by, run_turns, run_until
from conformance.suite.matter import hear
from conformance.suite.sockets import HOST
from conformance.suite.streaming import HUGE, SOON, Told

T = TypeVar("T")

ANYWHERE = (HOST, 0)
"""An address of this machine with a port that is free."""
MOST = 10_000
"""Datagrams that nobody reads after which one should wait."""
FLOOD = 50
"""Datagrams of a thousand bytes: more than the system holds between two letter boxes."""


class Heard(Told, asyncio.DatagramProtocol):
    """A protocol for datagrams that notes its calls, in order, and what came with them."""

    def __init__(self) -> None:
        super().__init__()
        self.letters: list[bytes] = []
        self.senders: list[object] = []
        self.errors: list[Exception] = []

    def datagram_received(self, data: bytes, addr: Any) -> None:
        """Note it."""
        self.letters.append(data)
        self.senders.append(addr)
        self.note("datagram_received")

    def error_received(self, exc: Exception) -> None:
        """Note it."""
        self.errors.append(exc)
        self.note("error_received")


@dataclass
class Endpoint:
    """The loop's side."""

    loop: Loop
    transport: Any
    told: Heard
    protocol: object
    """What create_datagram_endpoint() returned beside the transport."""

    @property
    def address(self) -> Any:
        """Where it is to be found."""
        return self.transport.get_extra_info("sockname")

    def run_until(self, done: Callable[[], object]) -> bool:
        """Run the loop until it is so."""
        return run_until(self.loop, lambda: bool(done()), SOON)

    def settle(self) -> None:
        """Run so many turns that whatever is about to happen by itself has happened."""
        run_turns(self.loop, 12)

    def hears(self, count: int = 1) -> list[bytes]:
        """What it has received once that were so many, or nothing more came."""
        self.run_until(lambda: len(self.told.letters) >= count)
        return self.told.letters

    def flood(self) -> list[bytes]:
        """Send more than the system holds, all at once; what was sent. Needs nothing but sendto()."""
        sent = [b"%01000d" % number for number in range(FLOOD)]
        for letter in sent:
            self.transport.sendto(letter)
        self.settle()
        return sent

    def clog(self, to: Any = None) -> list[bytes]:
        """Send until the system takes no more, and one datagram waits; all that were sent."""
        self.transport.set_write_buffer_limits(HUGE)
        sent: list[bytes] = []
        while not self.transport.get_write_buffer_size():
            if len(sent) > MOST:
                doing = f"send {MOST} datagrams that nobody reads; get_write_buffer_size()"
                raise Broken(doing=doing, expected="more than 0", observed="0")
            sent.append(b"%05d" % len(sent))
            self.transport.sendto(sent[-1], to)
            self.settle()
        return sent


async def _made(loop: Loop, told: Heard, options: dict[str, Any]) -> Any:
    return await loop.create_datagram_endpoint(lambda: told, **options)


DOING = "await create_datagram_endpoint(factory, ...)"


@contextmanager
def endpoint(loop: Loop, told: Heard | None = None, **options: Any) -> Generator[Endpoint, None, None]:
    """An endpoint made with these options; gone when the block is left."""
    told, heard = told or Heard(), loop.get_exception_handler()
    transport, protocol = complete(loop, _made(loop, told, options), doing=DOING)
    try:
        yield Endpoint(loop, transport, told, protocol)
    finally:
        told.faults.clear()
        told.hooks.clear()
        if not told.lost():
            hear(loop)  # what abort() reports, DGRAM-62 asks
            transport.abort()
        run_until(loop, told.lost, SOON)
        run_turns(loop)
        loop.set_exception_handler(heard)


def refusal(loop: Loop, **options: Any) -> object:
    """The name of the exception that came instead of an endpoint; an endpoint that came is closed."""

    def ask() -> str:
        with endpoint(loop, **options):
            return "an endpoint"

    outcome = ended_by(ask)
    if isinstance(outcome, Broken):
        raise outcome
    return outcome


def ending(told: Told) -> list[object]:
    """The arguments of connection_lost(), exceptions by their names."""
    return [type(end).__name__ if end is not None else None for end in told.ends]


def read_all(end: socket.socket) -> list[bytes]:
    """All datagrams that are there."""
    letters: list[bytes] = []
    with suppress(BlockingIOError):
        while True:
            letters.append(end.recv(1 << 17))
    return letters


def arrive(ours: Endpoint, end: socket.socket, count: int = 1) -> list[bytes]:
    """What a peer has read once that were so many, or nothing more came."""
    letters: list[bytes] = []

    def look() -> bool:
        letters.extend(read_all(end))
        return len(letters) >= count

    ours.run_until(look)
    return letters
