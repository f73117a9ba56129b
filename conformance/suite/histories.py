"""Histories of one stream: steps on either side, one in a turn, and how each of the two may end.

The loop's side writes in pieces, pauses and resumes, ends its half, closes, aborts; its peer is a plain
socket that sends, reads a byte at a time or in lumps or not at all, ends its half, closes, or resets.

Keeps true: a history only acts, and counts what was done; whatever happens in it, it comes to its end, and is
judged by whoever asked for it. Deliberately knows no clause, and not how the connection came about.
"""

from __future__ import annotations

import re
import socket
import struct
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field

from hypothesis import strategies as st

from conformance.suite.descriptors import Pair
from conformance.suite.driving import Loop, NewLoop, run_turns
from conformance.suite.streaming import Connection, Noting, joined

PATTERN = bytes(range(251)) * 1000
"""A quarter of a million bytes in which no shift and no swap goes unseen."""
RESET = struct.pack("ii", 1, 0)
"""A SO_LINGER with which close() resets a TCP connection."""
MARKS = (200, 50)
"""So little, that a peer that reads slowly has its writer paused."""

Step = tuple[str, int]
SIZES = st.sampled_from([1, 10, 300, 9_000, 20_000, 20_000])
STEP = (
    st.tuples(st.just("write"), SIZES)
    | st.tuples(st.just("writelines"), SIZES)
    | st.tuples(st.just("peer sends"), SIZES)
    | st.tuples(st.just("peer reads"), st.sampled_from([1, 2, 100, 5_000]))
    | st.tuples(st.sampled_from(["pause", "pause", "resume"]), st.just(1))
    | st.tuples(st.sampled_from(["write_eof", "peer ends", "turn", "turn"]), st.just(1))
)
OURS = frozenset({"close", "abort"})
THEIRS = frozenset({"peer closes", "peer resets"})
ENDS = st.tuples(st.sampled_from(sorted(OURS | THEIRS)), st.just(1))
STEPS = st.lists(STEP, max_size=12)
"""Nobody is cut off: each side may end its half."""


@st.composite
def _ended(draw: st.DrawFn, ends: st.SearchStrategy[Step], after: st.SearchStrategy[Step]) -> list[Step]:
    return [*draw(STEPS), draw(ends), *draw(st.lists(after, max_size=5))]


CLOSING = _ended(st.just(("close", 1)), STEP)
"""The loop's side closes, at some moment; nobody is cut off."""
ENDING = _ended(ENDS, STEP | ENDS)
"""Either side ends all of it, at some moment."""


@dataclass
class History:
    """What was done to one connection so far."""

    ours: Connection[Noting]
    written: int = 0
    """Bytes that the transport was given while it was open."""
    sent: int = 0
    paused: bool = False
    done: set[str] = field(default_factory=set[str])

    def act(self, step: str, size: int) -> None:
        """Do one step, and let a turn pass; what cannot follow an end is left out."""
        if step.startswith("peer"):
            if not self.done & THEIRS:
                self._act_there(step, size)
        elif not self.ours.transport.is_closing():
            self._act_here(step, size)
        run_turns(self.ours.loop, 1)

    def _act_here(self, step: str, size: int) -> None:
        transport = self.ours.transport
        if step in ("write", "writelines") and "write_eof" not in self.done:
            self._write(step, PATTERN[self.written : self.written + size])
        elif step == "pause" and "eof_received" in self.ours.told.calls:
            return  # asyncio and uvloop tell the end again when they are resumed behind it
        elif step in ("pause", "resume") and self.paused != (step == "pause"):
            self.paused = step == "pause"
            getattr(transport, f"{step}_reading")()
        elif step == "write_eof" and self.done & THEIRS:
            return  # asyncio raises OSError when the peer is gone, and no page says what is to be
        elif step in ("write_eof", "close", "abort") and step not in self.done:
            self.done.add(step)
            getattr(transport, step)()

    def _act_there(self, step: str, size: int) -> None:
        peer = self.ours.peer
        if step == "peer sends" and "peer ends" not in self.done:
            with suppress(OSError):  # it waits for us to read, or we are gone
                self.sent += peer.sock.send(PATTERN[self.sent : self.sent + size])
        elif step == "peer reads":
            peer.read(size)
        elif step == "peer ends" and step not in self.done:
            self.done.add(step)
            with suppress(OSError):  # we are gone
                peer.end()
        elif step in THEIRS:
            self.done.add(step)
            if step == "peer resets":
                peer.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
            peer.sock.close()

    def _write(self, step: str, data: bytes) -> None:
        self.written += len(data)
        if step == "write":
            self.ours.transport.write(data)
        else:
            self.ours.transport.writelines([piece for piece in (data[:1], data[1:]) if piece])

    def finish(self) -> None:
        """Let both sides end, and whatever is on its way arrive."""
        for step in ("resume", "write_eof", "peer ends"):
            self.act(step, 1)
        told, peer = self.ours.told, self.ours.peer
        self.ours.run_until(peer.reads_until(lambda: peer.ended and "eof_received" in told.calls))

    def close(self) -> None:
        """Let it come to its end: the peer, while there is one, reads all; the rest is the transport's."""
        if not self.done & (OURS | THEIRS):
            self.finish()
        self.act("resume", 1)
        self.act("close", 1)
        self.ours.run_until(self._is_over)
        run_turns(self.ours.loop)

    def _is_over(self) -> bool:
        peer = self.ours.peer
        if self.done & THEIRS:
            return self.ours.told.lost()
        peer.read()
        return self.ours.told.lost() and peer.ended


Connecting = Callable[[Loop, Noting], AbstractContextManager[Connection[Noting]]]
"""Makes a connection of the loop's, told to this protocol; it is gone when the block is left."""


def over(new_pair: Callable[[], Pair]) -> Connecting:
    """Connections over pairs of connected sockets."""

    @contextmanager
    def connecting(loop: Loop, told: Noting) -> Generator[Connection[Noting], None, None]:
        pair = new_pair()
        try:
            with joined(loop, pair, told) as ours:
                yield ours
        finally:
            loop.close()  # before the descriptors that a wrong one may still watch
            for end in pair:
                end.close()

    return connecting


def follow(
    connecting: Connecting,
    new_loop: NewLoop,
    steps: list[Step],
    judge: Callable[[History], object],
    answer: object = True,
) -> None:
    """Take the steps on a new connection whose protocol gives this answer to eof_received(), and judge it."""
    loop = new_loop()
    try:
        with connecting(loop, Noting(answer)) as ours:
            ours.transport.set_write_buffer_limits(*MARKS)
            history = History(ours)
            for step, size in steps:
                history.act(step, size)
            judge(history)
    finally:
        loop.close()


LETTERS = {
    "connection_made": "m",
    "data_received": "d",
    "eof_received": "e",
    "pause_writing": "p",
    "resume_writing": "r",
    "connection_lost": "l",
}
LEGAL = re.compile(r"m[dpr]*(e[pr]*)?l")
"""Whether a writer that is paused may be paused again, FLOW-10 asks."""


def legal(calls: list[str]) -> bool:
    """Whether a protocol may be called so, from its connection's beginning to its end."""
    return bool(LEGAL.fullmatch("".join(LETTERS[call] for call in calls)))


def brief(size: int) -> str:
    """So many bytes, for a report."""
    return "1 byte" if size == 1 else f"{size} bytes"


def compared(got: bytes, size: int, *, whole: bool) -> str:
    """What arrived, beside the first ``size`` bytes of the pattern: how far it is right."""
    wanted = PATTERN[:size]
    wrong = next((place for place, (a, b) in enumerate(zip(got, wanted, strict=False)) if a != b), None)
    if wrong is not None:
        return f"wrong from byte {wrong} on"
    if len(got) > size:
        return f"{brief(len(got) - size)} too many"
    return f"{brief(size - len(got))} too few" if whole and len(got) < size else "right"
