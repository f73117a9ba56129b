"""Questions of the chapter pipes: any history of a pipe loses, doubles and swaps no byte.

A history is a list of steps at either end, one in a turn. The loop's end is written, paused, closed,
aborted; the other is read or written, a byte at a time or in lumps, stalls, and is closed at any moment.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from conformance.clause import clause
from conformance.expect import expect, expect_that
from conformance.suite.driving import PATIENCE, Loop, NewLoop, run_turns
from conformance.suite.piping import Piped, reading, writing
from conformance.suite.streaming import Noting

PATTERN = bytes(range(251)) * 1000
"""A quarter of a million bytes in which no shift and no swap goes unseen."""

Step = tuple[str, int]
Ends = Callable[[Loop, Noting], AbstractContextManager[Piped[Noting]]]
"""`reading` or `writing`."""
SIZES = st.sampled_from([1, 10, 300, 9_000])
READS = st.sampled_from([1, 2, 100, 5_000])
ONCE = ["close", "abort", "the other end is closed", "turn", "turn"]
WRITES = st.lists(
    st.tuples(st.sampled_from(["write", "writelines"]), SIZES)
    | st.tuples(st.just("read"), READS)
    | st.tuples(st.sampled_from(ONCE), st.just(1)),
    max_size=14,
)
COMINGS = st.lists(
    st.tuples(st.just("send"), st.sampled_from([1, 10, 300]))
    | st.tuples(st.sampled_from(["pause", "resume", "close", "turn", "the other end is closed"]), st.just(1)),
    max_size=14,
)


@dataclass
class History:
    """What was done to one pipe so far."""

    ours: Piped[Noting]
    moved: int = 0
    """Bytes written into the transport, or sent to it."""
    done: set[str] = field(default_factory=set[str])

    def act(self, step: str, size: int) -> None:
        """Do one step; what cannot follow an end is left out."""
        ours, piece = self.ours, PATTERN[self.moved : self.moved + size]
        if step in ("write", "writelines") and not ours.transport.is_closing():
            self.moved += len(piece)
            ours.transport.write(piece) if step == "write" else ours.transport.writelines(
                [piece[:1], piece[1:]]
            )
        elif step == "send" and ours.far.open:
            with suppress(OSError):  # nobody may be left to read it
                ours.far.send(piece)
                self.moved += len(piece)
        elif step == "read" and ours.far.open:
            ours.far.read(size)
        elif step in ("pause", "resume"):
            getattr(ours.transport, f"{step}_reading")()
        elif step in ("close", "abort", "the other end is closed") and step not in self.done:
            self.done.add(step)
            (ours.far.end if step == "the other end is closed" else getattr(ours.transport, step))()
        run_turns(ours.loop, 1)

    def all_is_over(self) -> bool:
        """Read what has arrived; whether no more can come, and the protocol was told."""
        far = self.ours.far
        if far.open:
            far.read()
        return self.ours.told.lost() and (far.ended or not far.open)

    def ended(self) -> bool:
        """Whether the loop's end was ended otherwise than by close()."""
        return bool(self.done & {"abort", "the other end is closed"})


def follow(loop: Loop, end: Ends, steps: list[Step]) -> History:
    """Take the steps on a new pipe, end it, let arrive what is on its way."""
    try:
        with end(loop, Noting()) as ours:
            history = History(ours)
            for step, size in steps:
                history.act(step, size)
            if end is writing:
                ours.transport.close()
                ours.run_until(history.all_is_over, PATIENCE)
            else:
                ours.transport.resume_reading()
                ours.far.end()
                ours.run_until(ours.told.lost, PATIENCE)
            run_turns(loop)
            return history
    finally:
        loop.close()


@clause("PIPE-15")
@given(steps=WRITES)
def test_no_history_harms_what_goes_out(new_loop: NewLoop, steps: list[Step]) -> None:
    """What was read is what was written, from its first byte on; all of it, unless somebody cut it off."""
    history = follow(new_loop(), writing, steps)
    got, written = bytes(history.ours.far.data), PATTERN[: history.moved]
    whole = history.ended() or len(got) == len(written)
    doing = f"{steps}, then close() and read: (are the bytes read those written, are they all there)"
    expect((written.startswith(got), whole), (True, True), doing=doing)


@clause("PIPE-05")
@given(steps=COMINGS)
def test_no_history_harms_what_comes_in(new_loop: NewLoop, steps: list[Step]) -> None:
    """What came is what was sent, from its first byte on; all of it, unless the transport was closed."""
    history = follow(new_loop(), reading, steps)
    got, sent = bytes(history.ours.told.data), PATTERN[: history.moved]
    whole = "close" in history.done or len(got) == len(sent)
    doing = f"{steps}, then resume and close the other end: (are the bytes those sent, are they all there)"
    expect((sent.startswith(got), whole), (True, True), doing=doing)


@clause("PIPE-39")
@given(steps=COMINGS)
def test_no_history_disturbs_the_order(new_loop: NewLoop, steps: list[Step]) -> None:
    """In any history the calls come in order, and the first and the last of them once."""
    history = follow(new_loop(), reading, steps)
    calls = [call for call in history.ours.told.story() if call != "data_received"]
    expect_that(
        calls
        in (["connection_made", "connection_lost"], ["connection_made", "eof_received", "connection_lost"])
        and history.ours.told.calls[-1] == "connection_lost",
        doing=f"{steps}, then resume and close the other end; list the calls but data_received()",
        expected="connection_made, perhaps eof_received, connection_lost",
        observed=calls,
    )
