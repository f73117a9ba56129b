"""Questions of the chapter tls: any history of a secured connection loses, doubles and swaps no byte.

A history is a list of steps on either side, one in a turn: the loop's side writes, pauses and resumes; the
peer sends, and its ciphertext goes over the wire a byte at a time, in pieces, or not at all. It ends in one
of the ways in which connections end.
"""

from __future__ import annotations

import socket
from collections.abc import Callable
from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from conformance.clause import clause
from conformance.expect import expect, expect_that
from conformance.suite.descriptors import Pair
from conformance.suite.driving import Loop, NewLoop, run_turns
from conformance.suite.securing import CLIENT, SERVER, Secured, Side, secured
from conformance.suite.streaming import Noting

PATTERN = bytes(range(251)) * 1000
"""A quarter of a million bytes in which no shift and no swap goes unseen."""
ENDINGS = ("we close", "we abort", "the peer parts", "the peer ends", "the peer resets")

Step = tuple[str, int]
SIZES = st.sampled_from([1, 10, 300, 20_000])
STEPS = st.lists(
    st.tuples(st.sampled_from(["write", "writelines", "peer says"]), SIZES)
    | st.tuples(st.just("peer looks"), st.sampled_from([1, 2, 100, 5_000, 50_000]))
    | st.tuples(st.sampled_from(["pause", "resume", "turn"]), st.just(1)),
    max_size=14,
)


@dataclass
class History:
    """What was done to one connection so far."""

    ours: Secured[Noting]
    written: int = 0
    said: int = 0
    faults: list[str] = field(default_factory=list[str])

    def act(self, step: str, size: int) -> None:
        """Do one step, and let a turn pass."""
        transport, peer = self.ours.transport, self.ours.peer
        if step in ("write", "writelines"):
            self._write(step, PATTERN[self.written : self.written + size])
        elif step == "peer says":
            peer.say(PATTERN[self.said : self.said + size])
            self.said += size
        elif step == "peer looks":
            peer.most = size
            peer.look()
        elif step in ("pause", "resume"):
            getattr(transport, f"{step}_reading")()
        run_turns(self.ours.loop, 1)

    def _write(self, step: str, data: bytes) -> None:
        if step == "write":
            self.ours.transport.write(data)
        else:
            self.ours.transport.writelines([data[:1], data[1:]] if len(data) > 1 else [data])
        self.written += len(data)

    def finish(self, ending: str) -> None:
        """End it, and wait until the protocol has been told."""
        transport, peer, told = self.ours.transport, self.ours.peer, self.ours.told
        peer.most = 1 << 16
        if ending == "we close":
            transport.close()
            self.ours.run_until(lambda: peer.farewell or peer.ended or told.lost())
            peer.part()
        elif ending == "we abort":
            transport.abort()
            peer.part()
        elif ending == "the peer parts":
            transport.resume_reading()
            peer.part()
        elif isinstance(peer.wire, socket.socket):
            transport.resume_reading()
            peer.writes = False
            peer.reads = ending == "the peer ends"  # what waits must go somewhere before we may end
            how = socket.SHUT_WR if peer.reads else socket.SHUT_RDWR
            peer.wire.shutdown(how)
            if ending == "the peer resets":
                peer.wire.close()
        self.ours.run_until(told.lost)
        self.ours.settle()


def follow(
    new_pair: Callable[[], Pair],
    new_loop: NewLoop,
    side: Side,
    steps: list[Step],
    judge: Callable[[History], object],
) -> None:
    """Take the steps on a new connection, and judge it."""
    pair, loop = new_pair(), new_loop()
    try:
        with secured(loop, pair, Noting(), side.way(), side.peer(pair[1])) as ours:
            history = History(ours)
            for step, size in steps:
                history.act(step, size)
            judge(history)
    finally:
        close(loop, pair)


def close(loop: Loop, pair: Pair) -> None:
    """Give the loop and the sockets back."""
    loop.close()
    for end in pair:
        end.close()


EITHER = st.sampled_from([CLIENT, SERVER])


@clause("TLS-35")
@given(side=EITHER, steps=STEPS)
def test_no_history_harms_what_comes_in(
    new_pair: Callable[[], Pair], new_loop: NewLoop, side: Side, steps: list[Step]
) -> None:
    """After any history, data_received() has got what the peer sent: every byte, once, in order."""

    def judge(history: History) -> None:
        history.finish("the peer parts")
        got = bytes(history.ours.told.data)
        doing = f"as the {side}: {steps}, then the peer parts: (bytes received, are they those that it sent)"
        expect((len(got), got == PATTERN[: history.said]), (history.said, True), doing=doing)

    follow(new_pair, new_loop, side, steps, judge)


@clause("TLS-35")
@given(side=EITHER, steps=STEPS, ending=st.sampled_from(ENDINGS))
def test_no_end_harms_what_came_in(
    new_pair: Callable[[], Pair], new_loop: NewLoop, side: Side, steps: list[Step], ending: str
) -> None:
    """However a history ends, what was handed on is the beginning of what the peer sent."""

    def judge(history: History) -> None:
        history.finish(ending)
        got = bytes(history.ours.told.data)
        doing = f"as the {side}: {steps}, then {ending}: is what was handed on the beginning of what was sent"
        expect(got == PATTERN[: len(got)], True, doing=doing)

    follow(new_pair, new_loop, side, steps, judge)


@clause("TLS-36")
@given(side=EITHER, steps=STEPS)
def test_close_comes_behind_any_history(
    new_pair: Callable[[], Pair], new_loop: NewLoop, side: Side, steps: list[Step]
) -> None:
    """After any history and close(), the peer reads all that was written, and the goodbye behind it."""

    def judge(history: History) -> None:
        history.ours.transport.close()
        peer = history.ours.peer
        peer.most = 1 << 16
        history.ours.run_until(lambda: peer.farewell or peer.ended)
        got = bytes(peer.data)
        observed = (len(got), got == PATTERN[: history.written], peer.farewell)
        doing = f"as the {side}: {steps}, close(): (bytes that the peer read, the same, goodbye)"
        expect(observed, (history.written, True, True), doing=doing)

    follow(new_pair, new_loop, side, steps, judge)


@clause("TLS-54")
@given(side=EITHER, steps=STEPS, ending=st.sampled_from(ENDINGS))
def test_no_history_disturbs_the_order(
    new_pair: Callable[[], Pair], new_loop: NewLoop, side: Side, steps: list[Step], ending: str
) -> None:
    """In any history the calls come in order, connection_lost() once and last."""

    def judge(history: History) -> None:
        history.finish(ending)
        told = history.ours.told
        merged = list(dict.fromkeys(call for call in told.calls if call not in told.writing()))
        order = ["connection_made", "data_received", "eof_received", "connection_lost"]
        legal = [call for call in order if call in merged]
        once = [call for call in merged if told.calls.count(call) > 1 and call != "data_received"]
        expect_that(
            merged == legal and not once and told.calls[-1] == "connection_lost",
            doing=f"as the {side}: {steps}, then {ending}; list the calls that are not flow control",
            expected=f"some of {order}, in this order, the last one last",
            observed=told.story(),
        )

    follow(new_pair, new_loop, side, steps, judge)
