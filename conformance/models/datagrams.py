"""Endpoints of datagrams as a rule-based machine: any mix of sending, stalling, turns, and ends of any side.

Keeps true: the machine only acts and writes down what happened (`Story`); whether that is right is said by
monitors, one per clause, predicates over the story that know neither the machine nor any loop. Two endpoints
are connected to one another, a third to a plain socket, its peer, which reads late or not at all, and may go.
All have unix sockets: there the system loses nothing, and makes senders wait.
Deliberately does not know how much the system takes before a sender must wait, nor whether an error is told
for what was sent to an end that is gone (DGRAM-44).
"""

from __future__ import annotations

import asyncio
import socket
import struct
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, cast

from hypothesis import Phase, settings, stateful
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from conformance.clause import clause
from conformance.expect import expect, expect_that
from conformance.models.driving import PATIENCE, drive, turn
from conformance.posix import AF_UNIX, need_paths

LENGTHS = (5, 12)
"""Acts in a story, short ones first: what breaks them needs no shrinking."""
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)

SIDES = st.integers(0, 2)
SIZES = st.sampled_from([4, 100, 1500])


@dataclass
class Side:
    """One endpoint: what it sent, how it was ended, and, as its protocol, what it was told."""

    name: str
    sent: list[int] = field(default_factory=list[int])
    ended: bool = False
    calls: list[str] = field(default_factory=list[str])
    received: list[int] = field(default_factory=list[int])
    damaged: int = 0
    """Datagrams received that are not as they were sent."""
    ends: list[object] = field(default_factory=list[object])

    def take(self, data: bytes) -> None:
        """Note the number in the data."""
        number = struct.unpack_from(">I", data)[0] if len(data) > 3 else -1
        self.received.append(number)
        self.damaged += data != letter(number, len(data))

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Note it."""
        self.calls.append("connection_made")

    def datagram_received(self, data: bytes, addr: object) -> None:
        """Note it, and what came."""
        self.calls.append("datagram_received")
        self.take(data)

    def error_received(self, exc: Exception) -> None:
        """Note it."""
        self.calls.append("error_received")

    def pause_writing(self) -> None:
        """Note it."""
        self.calls.append("pause_writing")

    def resume_writing(self) -> None:
        """Note it."""
        self.calls.append("resume_writing")

    def connection_lost(self, exc: Exception | None) -> None:
        """Note it."""
        self.calls.append("connection_lost")
        self.ends.append(exc)


def _ignore(*_: object) -> None:
    """Hear a report, and do nothing."""


def letter(number: int, size: int) -> bytes:
    """A datagram like no other."""
    return struct.pack(">I", number & 0xFFFFFFFF) + bytes([number % 251]) * (size - 4)


@dataclass
class Story:
    """All sides, and a line for each act, so that a stranger can redo it."""

    sides: list[Side] = field(default_factory=lambda: [Side("A"), Side("B"), Side("C")])
    """Those of the loop: A and B talk to one another, C to the peer."""
    peer: Side = field(default_factory=lambda: Side("the peer"))
    acts: list[str] = field(default_factory=list[str])

    def pairs(self) -> list[tuple[Side, Side]]:
        """Each side beside the one that it hears."""
        one, other, third = self.sides
        return [(one, other), (other, one), (third, self.peer), (self.peer, third)]

    @property
    def doing(self) -> str:
        """The acts, for a report."""
        return ", ".join(self.acts) or "the endpoints do nothing"


Monitor = Callable[[Story], None]


class EndpointsMachine(RuleBasedStateMachine):
    """Acts on endpoints of one loop, which it closes at the end; then asks the monitor."""

    def __init__(self, new_loop: Callable[[], asyncio.AbstractEventLoop], monitor: Monitor) -> None:
        super().__init__()
        self.loop, self.monitor = new_loop(), monitor
        self.loop.set_exception_handler(_ignore)  # what abort() reports, DGRAM-62 asks
        self.story = Story()
        self.sent = 0
        with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as another:
            *sockets, self.peer = [*_connected(folder), *_connected(another)]
        self.peer.setblocking(False)
        self.transports = [self._open(*pair) for pair in zip(sockets, self.story.sides, strict=True)]

    def _open(self, sock: socket.socket, side: Side) -> Any:
        async def create() -> Any:
            factory = cast("Callable[[], asyncio.DatagramProtocol]", lambda: side)
            transport, _ = await self.loop.create_datagram_endpoint(factory, sock=sock)
            return transport

        transport = drive(self.loop, create())
        if hasattr(transport, "set_write_buffer_limits"):  # documented for WriteTransport only
            transport.set_write_buffer_limits(2000, 500)
        return transport

    def _name(self, side: int) -> str:
        return self.story.sides[side].name

    @rule(which=SIDES, size=SIZES, times=st.sampled_from([1, 3, 10]))
    def send(self, which: int, size: int, times: int) -> None:
        """Send datagrams at once; nobody sends after its end."""
        side = self.story.sides[which]
        if side.ended:
            return
        self.story.acts.append(f"{side.name} sends {times} of {size} bytes")
        for _ in range(times):
            self.sent += 1
            side.sent.append(self.sent)
            self.transports[which].sendto(letter(self.sent, size))

    @rule(size=SIZES, times=st.sampled_from([1, 3]))
    def peer_sends(self, size: int, times: int) -> None:
        """Let the peer send, as long as it is there and the system takes it."""
        if self.story.peer.ended:
            return
        self.story.acts.append(f"the peer sends {times} of {size} bytes")
        for _ in range(times):
            with suppress(OSError):
                self.peer.send(letter(self.sent + 1, size))
                self.sent += 1
                self.story.peer.sent.append(self.sent)

    @rule(times=st.sampled_from([1, 3]))
    def peer_reads(self, times: int) -> None:
        """Let the peer read: until then, it stalls."""
        if not self.story.peer.ended:
            self.story.acts.append(f"the peer reads {times}")
            self._let_read(times)

    @rule()
    def peer_goes(self) -> None:
        """Let the peer close its socket."""
        if not self.story.peer.ended:
            self.story.acts.append("the peer closes")
            self.story.peer.ended = True
            self.peer.close()

    def _let_read(self, times: int) -> None:
        with suppress(OSError):
            for _ in range(times):
                self.story.peer.take(self.peer.recv(1 << 16))

    @rule(count=st.integers(1, 3))
    def turns(self, count: int) -> None:
        """Let the loop take some turns."""
        self.story.acts.append(f"{count} turns")
        for _ in range(count):
            turn(self.loop)

    @rule(which=SIDES, how=st.sampled_from(["close", "abort"]))
    def end(self, which: int, how: str) -> None:
        """End one side; what comes of a second end, DGRAM-52 asks."""
        side = self.story.sides[which]
        if side.ended:
            return
        if how == "close" and self._deaf(which):
            how = "abort"
        self.story.acts.append(f"{side.name} {how}s")
        side.ended = True
        getattr(self.transports[which], how)()

    def _deaf(self, which: int) -> bool:
        """Whether it talks to one that reads no more: two that close would wait for one another for ever."""
        other = self.story.pairs()[which][1]
        return other is not self.story.peer and other.ended and not other.ends

    def teardown(self) -> None:
        """Let everything arrive that should, end both sides, close the loop, and judge."""
        self._until(self._quiet)
        self._until(lambda: all(side.ends for side in self.story.sides if side.ended))
        for side, transport in zip(self.story.sides, self.transports, strict=True):
            if not side.ended:
                transport.close()
        self._until(self._over)
        if not self._over():  # a wrong loop
            for side, transport in zip(self.story.sides, self.transports, strict=True):
                if not side.ends:
                    transport.abort()
            self._until(self._over)
        self._let_read(len(self.story.sides[2].sent))
        self.peer.close()
        self.loop.close()
        self.monitor(self.story)

    def _over(self) -> bool:
        return all(side.ends for side in self.story.sides)

    def _quiet(self) -> bool:
        return all(
            side.ended or other.ended or len(side.received) >= len(other.sent)
            for side, other in self.story.pairs()
        )

    def _until(self, done: Callable[[], bool]) -> None:
        """Take turns until it is so, or patience ends; a few more in any case."""
        limit, grace = time.monotonic() + PATIENCE, 20
        while grace and not (done() and grace < 15):
            self._let_read(10)
            turn(self.loop)
            grace -= done() or time.monotonic() > limit


def _connected(folder: str) -> list[socket.socket]:
    """Two sockets that hold a few kilobytes at most; a path that is gone does not part them."""
    need_paths()
    ends = [socket.socket(AF_UNIX, socket.SOCK_DGRAM) for _ in range(2)]
    for number, end in enumerate(ends):
        end.bind(f"{folder}/{number}")
        end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 12)
    for end, other in zip(ends, reversed(ends), strict=True):
        end.connect(other.getsockname())
    return ends


def judge(new_loop: Callable[[], asyncio.AbstractEventLoop], monitor: Monitor) -> None:
    """Tell many stories to the monitor; it raises Broken for the first that breaks its clause.

    Each story has a loop of its own, closed when it ends.
    """
    run = cast("Callable[..., None]", vars(stateful)["run_state_machine_as_test"])  # half typed there
    for length in LENGTHS:
        run(
            lambda: EndpointsMachine(new_loop, monitor),
            settings=settings(settings.default, stateful_step_count=length, phases=PHASES),
        )


@clause("DGRAM-23")
def calls_come_in_order(story: Story) -> None:
    """connection_made() is the first call of each side, connection_lost() the last, each once."""
    for side in story.sides:
        edges = ("connection_made", "connection_lost")
        merged = [call if call in edges else "..." for call in side.calls]
        merged = [call for before, call in zip(["", *merged], merged, strict=False) if call != before]
        expect_that(
            [call for call in merged if call != "..."] == list(edges)
            and merged[0] == edges[0]
            and merged[-1] == edges[1],
            doing=f"{story.doing}, all end; the calls of {side.name}",
            expected="connection_made, others, connection_lost",
            observed=side.calls,
        )


@clause("DGRAM-35")
def letters_come_in_order(story: Story) -> None:
    """Each side received a beginning of what the other sent, and all of it when nobody ended early."""
    for side, other in story.pairs():
        early = side.ended or other.ended
        wanted = other.sent[: len(side.received)] if early else other.sent
        doing = f"{story.doing}, all end; {other.name} sent {other.sent}: ({side.name} received, damaged)"
        expect((side.received, side.damaged), (wanted, 0), doing=doing)


@clause("DGRAM-39")
def pauses_are_told_once(story: Story) -> None:
    """No side is asked to pause again before it was told to resume."""
    for side in story.sides:
        calls = [call for call in side.calls if call.endswith("_writing")]
        expect_that(
            ("pause_writing", "pause_writing") not in pairwise(calls),
            doing=f"marks of 500 and 2000 bytes: {story.doing}, all end; flow control of {side.name}",
            expected="no pause_writing right behind another",
            observed=calls,
        )


@clause("DGRAM-46")
def ends_are_told(story: Story) -> None:
    """Each side is told connection_lost(None), once."""
    for side in story.sides:
        expect(
            side.ends, [None], doing=f"{story.doing}, all end; what connection_lost() of {side.name} is told"
        )
