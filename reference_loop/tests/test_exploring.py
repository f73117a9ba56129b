"""A loop that asks: 0 everywhere is the plain loop, and each freedom shows an order of its own."""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reference_loop import ChoicePoint, ReferenceLoop, VirtualClock
from reference_loop.choices import (
    POINTS,
    READY_20,
    READY_29,
    THREAD_20,
    TIMER_20,
    TIMER_21,
    TIMER_22,
    TRANS_27,
    TRANS_28,
    Chooser,
    FirstChoice,
)

Say = Callable[[str], object]
Bodies = list[list[tuple[str, int, int]]]
verbs = st.sampled_from(["soon", "at", "thread", "cancel"])
programs = st.lists(
    st.lists(st.tuples(verbs, st.integers(0, 3), st.integers(0, 4)), max_size=4), min_size=5, max_size=5
)


@dataclass
class Said:
    """What was said so far; the loop stops when it is enough."""

    loop: ReferenceLoop
    enough: int
    text: str = ""
    opened: list[Teller] = field(default_factory=list["Teller"])

    def __call__(self, name: str) -> None:
        """Say it."""
        self.text += name
        if len(self.text) == self.enough:
            self.loop.stop()

    def close(self) -> None:
        """End what was opened, and close the loop."""
        for teller in self.opened:
            teller.transport.abort()
            teller.peer.close()
        self.loop.call_soon(self.loop.stop)
        self.loop.run_forever()
        self.loop.close()


Body = Callable[[ReferenceLoop, Said], None]


@dataclass
class Stubborn:
    """Takes the second answer at one point and the first at all others, and remembers what it was asked."""

    point: ChoicePoint
    asked: list[ChoicePoint] = field(default_factory=list[ChoicePoint])

    def choose(self, point: ChoicePoint, alternatives: int, about: Sequence[object] = ()) -> int:
        """Answer."""
        assert alternatives > 1
        self.asked.append(point)
        return int(point is self.point)


def trace(bodies: Bodies, chooser: Chooser | None) -> list[tuple[str, float]]:
    """Run a program of numbered bodies, at most forty of them, and return who ran when."""
    loop = ReferenceLoop(clock=VirtualClock(), chooser=chooser)
    said: list[tuple[str, float]] = []
    handles = [loop.call_soon(print)]

    def run(number: int) -> None:
        said.append((str(number), loop.time()))
        for verb, ticks, other in bodies[number] if len(said) < 40 else []:
            if verb == "cancel":
                handles[-1].cancel()
            elif verb == "at":
                handles.append(loop.call_at(ticks, run, other))
            elif verb == "soon":
                handles.append(loop.call_soon(run, other))
            else:
                thread = threading.Thread(target=loop.call_soon_threadsafe, args=(run, other))
                thread.start()
                thread.join()

    handles.pop().cancel()
    handles.append(loop.call_soon(run, 0))
    loop.call_at(1000, loop.stop)
    loop.run_forever()
    loop.close()
    return said


@settings(derandomize=True, deadline=None)
@given(programs)
def test_first_choices_are_the_plain_loop(bodies: Bodies) -> None:
    """With a chooser that always says 0, any program runs as on a loop without chooser."""
    assert trace(bodies, FirstChoice()) == trace(bodies, None)


def equal_deadlines(loop: ReferenceLoop, say: Say) -> None:
    """Two timers with one deadline."""
    loop.call_at(1, say, "a")
    loop.call_at(1, say, "b")


def busy_until_late(loop: ReferenceLoop, say: Say) -> None:
    """A chain of callbacks, and a timer that may come due in the middle of it."""
    loop.call_at(1, say, "b")
    loop.call_soon(lambda: loop.call_soon(lambda: (say("a"), loop.call_soon(say, "c"))))


def due_at_once(loop: ReferenceLoop, say: Say) -> None:
    """A timer that is due already, and a callback queued after it."""
    loop.call_at(0, say, "b")
    loop.call_soon(say, "a")


def ready_together(loop: ReferenceLoop, say: Say) -> None:
    """Two descriptors with data in them; each reader takes itself off."""
    for name in "ab":
        reader, writer = os.pipe()
        os.write(writer, b"x")
        loop.add_reader(reader, read, loop, say, name, reader, writer)


def ready_and_queued(loop: ReferenceLoop, say: Say) -> None:
    """A callback that is queued, and a descriptor with data in it."""
    loop.call_soon(say, "a")
    reader, writer = os.pipe()
    os.write(writer, b"x")
    loop.add_reader(reader, read, loop, say, "b", reader, writer)


def read(loop: ReferenceLoop, say: Say, name: str, reader: int, writer: int) -> None:
    """Say the name and take the reader off."""
    say(name)
    loop.remove_reader(reader)
    os.close(reader)
    os.close(writer)


def another_thread(loop: ReferenceLoop, say: Say) -> None:
    """Two callbacks of another thread, sent while one of our own is queued."""
    loop.call_soon(say, "a")
    thread = threading.Thread(target=lambda: [loop.call_soon_threadsafe(say, name) for name in "bc"])
    thread.start()
    thread.join()


class Teller(asyncio.Protocol):
    """Says what it is told, and may do something when the connection is made."""

    def __init__(self, say: Said, when_made: Callable[[asyncio.Transport], object] = id) -> None:
        self.say, self.when_made = say, when_made
        ours, self.peer = socket.socketpair()
        self.peer.setblocking(False)
        self.connecting = say.loop.create_task(say.loop.create_unix_connection(lambda: self, sock=ours))
        say.opened.append(self)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The beginning."""
        self.transport = cast("asyncio.Transport", transport)
        self.when_made(self.transport)


def written_and_queued(loop: ReferenceLoop, say: Said) -> None:
    """A byte that is written between two callbacks which look whether the peer has it."""

    def write(transport: asyncio.Transport) -> None:
        loop.call_soon(look, "a")
        transport.write(b"x")
        loop.call_soon(look, "b")

    def look(name: str) -> None:
        with contextlib.suppress(BlockingIOError):
            teller.peer.recv(1)
            say("w")
        say(name)

    teller = Teller(say, write)


def ended_and_lost(loop: ReferenceLoop, say: Said) -> None:
    """A stream that is ended when the connection is lost."""

    def end(transport: asyncio.Transport) -> None:
        try:
            transport.write_eof()
        except RuntimeError:
            say("!")
        say("a")

    def abort(transport: asyncio.Transport) -> None:
        transport.abort()
        loop.call_soon(loop.call_soon, end, transport)

    Teller(say, abort)
    loop.call_later(1, say, "b")


WITNESSES: list[tuple[ChoicePoint, Body, str, str]] = [
    (TIMER_20, equal_deadlines, "ab", "ba"),
    (TIMER_21, busy_until_late, "acb", "bac"),
    (TIMER_22, due_at_once, "ab", "ba"),
    (READY_20, ready_together, "ab", "ba"),
    (READY_29, ready_and_queued, "ab", "ba"),
    (THREAD_20, another_thread, "abc", "bca"),
    (TRANS_27, written_and_queued, "wab", "awb"),
    (TRANS_28, ended_and_lost, "ab", "!a"),
]


@pytest.mark.parametrize(
    ("point", "body", "plain", "other"), WITNESSES, ids=lambda value: getattr(value, "clause_id", "")
)
def test_each_freedom_has_a_witness(point: ChoicePoint, body: Body, plain: str, other: str) -> None:
    """The same program runs in one order when 0 is chosen, and in another when the freedom is used."""
    for chooser, order in ((FirstChoice(), plain), (Stubborn(point), other)):
        loop = ReferenceLoop(clock=VirtualClock(), chooser=chooser)
        said = Said(loop, len(plain))
        loop.call_soon(body, loop, said)
        loop.run_forever()
        text = said.text
        said.close()
        assert text == order
        assert isinstance(chooser, FirstChoice) or point in chooser.asked


def test_each_point_has_a_clause_of_its_own() -> None:
    """No two choice points stand for the same freedom."""
    assert len({point.clause_id for point in POINTS}) == len(POINTS) == len(WITNESSES)
