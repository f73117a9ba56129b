"""Questions of the chapter streams: any history of one connection loses, doubles and swaps no byte.

A history is a list of steps on either side, one in a turn. The loop's side may pause and resume, write in
pieces and end its half; the peer sends, and reads a byte at a time or in lumps.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from conformance.clause import clause
from conformance.expect import expect, expect_that
from conformance.suite.descriptors import Pair
from conformance.suite.driving import PATIENCE, Loop, NewLoop, run_turns
from conformance.suite.streaming import Connection, Noting, joined

PATTERN = bytes(range(251)) * 1000
"""A quarter of a million bytes in which no shift and no swap goes unseen."""

Step = tuple[str, int]
SIZES = st.sampled_from([1, 10, 300, 9_000])
STEPS = st.lists(
    st.tuples(st.just("write"), SIZES)
    | st.tuples(st.just("writelines"), SIZES)
    | st.tuples(st.just("peer sends"), SIZES)
    | st.tuples(st.just("peer reads"), st.sampled_from([1, 2, 100, 5_000]))
    | st.tuples(st.sampled_from(["pause", "resume", "write_eof", "peer ends", "turn"]), st.just(1)),
    max_size=14,
)


@dataclass
class History:
    """What was done to one connection so far."""

    ours: Connection[Noting]
    written: int = 0
    sent: int = 0
    paused: bool = False
    done: set[str] = field(default_factory=set[str])

    def act(self, step: str, size: int) -> None:
        """Do one step; what cannot follow an end is left out."""
        if step in ("write", "writelines") and "write_eof" not in self.done:
            self._write(step, PATTERN[self.written : self.written + size])
        elif step == "peer sends" and "peer ends" not in self.done:
            with suppress(BlockingIOError):
                self.sent += self.ours.peer.sock.send(PATTERN[self.sent : self.sent + size])
        elif step == "peer reads":
            self.ours.peer.read(size)
        elif step in ("pause", "resume") and self.paused != (step == "pause"):
            self.paused = step == "pause"
            getattr(self.ours.transport, f"{step}_reading")()
        elif step in ("write_eof", "peer ends") and step not in self.done:
            self.done.add(step)
            (self.ours.transport.write_eof if step == "write_eof" else self.ours.peer.end)()
        run_turns(self.ours.loop, 1)

    def _write(self, step: str, data: bytes) -> None:
        if step == "write":
            self.ours.transport.write(data)
        else:
            self.ours.transport.writelines([piece for piece in (data[:1], data[1:]) if piece])
        self.written += len(data)

    def finish(self) -> None:
        """Let both sides end, and whatever is on its way arrive."""
        for step in ("resume", "write_eof", "peer ends"):
            self.act(step, 1)
        told, peer = self.ours.told, self.ours.peer
        self.ours.run_until(peer.reads_until(lambda: peer.ended and "eof_received" in told.calls), PATIENCE)


def follow(
    new_pair: Callable[[], Pair], new_loop: NewLoop, steps: list[Step], judge: Callable[[History], object]
) -> None:
    """Take the steps on a new connection whose protocol answers eof_received() with True, and judge it."""
    pair, loop = new_pair(), new_loop()
    try:
        with joined(loop, pair, Noting(True)) as ours:
            history = History(ours)
            for step, size in steps:
                history.act(step, size)
            history.finish()
            judge(history)
    finally:
        close(loop, pair)


def close(loop: Loop, pair: Pair) -> None:
    """Give the loop and the sockets back."""
    loop.close()
    for end in pair:
        end.close()


@clause("PROTO-03")
@given(steps=STEPS)
def test_no_history_harms_what_comes_in(
    new_pair: Callable[[], Pair], new_loop: NewLoop, steps: list[Step]
) -> None:
    """After any history, data_received() has got what the peer sent: every byte, once, in order."""

    def judge(history: History) -> None:
        got = bytes(history.ours.told.data)
        doing = f"{steps}, then let both sides end: (bytes received, are they those that the peer sent)"
        expect((len(got), got == PATTERN[: history.sent]), (history.sent, True), doing=doing)

    follow(new_pair, new_loop, steps, judge)


@clause("TRANS-07")
@given(steps=STEPS)
def test_no_history_harms_what_goes_out(
    new_pair: Callable[[], Pair], new_loop: NewLoop, steps: list[Step]
) -> None:
    """After any history, the peer has read what was written: every byte, once, in order, and the end."""

    def judge(history: History) -> None:
        got = bytes(history.ours.peer.data)
        doing = (
            f"{steps}, then let both sides end: (bytes that the peer read, are they those written, the end)"
        )
        observed = (len(got), got == PATTERN[: history.written], history.ours.peer.ended)
        expect(observed, (history.written, True, True), doing=doing)

    follow(new_pair, new_loop, steps, judge)


@clause("PROTO-07")
@given(steps=STEPS)
def test_no_history_disturbs_the_order(
    new_pair: Callable[[], Pair], new_loop: NewLoop, steps: list[Step]
) -> None:
    """In any history the calls come in order: connection_made, data_received, eof_received."""

    def judge(history: History) -> None:
        told = history.ours.told
        calls = [call for call in told.story() if call not in told.writing()]
        merged = [call for call in dict.fromkeys(calls) if call != "data_received" or history.sent]
        data = ["data_received"] if history.sent else []
        expect_that(
            merged == ["connection_made", *data, "eof_received"] and calls[-1] == "eof_received",
            doing=f"{steps}, then let both sides end; list the calls that are not flow control",
            expected=f"{['connection_made', *data, 'eof_received']}, data_received perhaps often",
            observed=calls,
        )

    follow(new_pair, new_loop, steps, judge)
