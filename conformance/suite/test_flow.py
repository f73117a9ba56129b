"""Questions of the chapter flow: when a protocol is asked to pause writing, and when to go on."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.clause import clause
from conformance.expect import expect, expect_raises, expect_that
from conformance.suite.descriptors import Pair
from conformance.suite.driving import PATIENCE, Loop, NewLoop, complete, run_turns, run_until
from conformance.suite.histories import ENDING, History, Step, follow, over
from conformance.suite.matter import Boom, hear, reported
from conformance.suite.streaming import HUGE, LUMP, Connection, Noting, joined, streamed

PAUSE, RESUME = "pause_writing", "resume_writing"
FULL = "let bytes wait in a transport whose peer reads nothing"


@clause("FLOW-01")
@pytest.mark.parametrize("marks", [(0, 1), (1, 1), (3, 7), (1000, 100_000), (0, HUGE)])
def test_marks_are_what_was_set(pair: Pair, loop: Loop, marks: tuple[int, int]) -> None:
    """get_write_buffer_limits() returns the low and the high mark that were set."""
    low, high = marks
    with joined(loop, pair, Noting()) as ours:
        ours.transport.set_write_buffer_limits(high, low)
        got = ours.transport.get_write_buffer_limits()
        expect(
            got, marks, doing=f"set_write_buffer_limits(high={high}, low={low}); get_write_buffer_limits()"
        )


@clause("FLOW-02")
def test_there_are_marks_from_the_start(pair: Pair, loop: Loop) -> None:
    """get_write_buffer_limits() of a new transport returns positive numbers in the order (low, high)."""
    with joined(loop, pair, Noting()) as ours:
        low, high = got = ours.transport.get_write_buffer_limits()
        doing = "get_write_buffer_limits() of a new transport"
        expect_that(0 < low <= high, doing=doing, expected="(low, high), 0 < low <= high", observed=got)


@clause("FLOW-03")
def test_marks_in_the_wrong_order_are_refused(pair: Pair, loop: Loop) -> None:
    """A low mark above the high one raises ValueError, and the marks stay as they were."""
    refused(pair, loop, 9, 10)


@clause("FLOW-04")
@pytest.mark.parametrize("marks", [(-1, -2), (5, -1)])
def test_negative_marks_are_refused(pair: Pair, loop: Loop, marks: tuple[int, int]) -> None:
    """A negative mark raises ValueError, and the marks stay as they were."""
    refused(pair, loop, *marks)


def refused(pair: Pair, loop: Loop, high: int, low: int) -> None:
    """Require that these marks are refused and change nothing."""
    with joined(loop, pair, Noting()) as ours:
        ours.transport.set_write_buffer_limits(20, 10)
        doing = f"set_write_buffer_limits(high={high}, low={low})"
        expect_raises(ValueError, ours.transport.set_write_buffer_limits, high, low, doing=doing)
        got = ours.transport.get_write_buffer_limits()
        expect(got, (10, 20), doing=f"{doing} on marks (10, 20); get_write_buffer_limits() afterwards")


@clause("FLOW-05")
@pytest.mark.parametrize("high", [1, 2, 3, 100, 1_000_000])
def test_the_high_mark_alone_is_enough(pair: Pair, loop: Loop, high: int) -> None:
    """set_write_buffer_limits(high=n) sets the high mark to n and the low one to something not above it."""
    with joined(loop, pair, Noting()) as ours:
        ours.transport.set_write_buffer_limits(high=high)
        got = ours.transport.get_write_buffer_limits()
        expect_that(
            0 <= got[0] <= got[1] == high,
            doing=f"set_write_buffer_limits(high={high}); get_write_buffer_limits()",
            expected=f"(low, {high}), 0 <= low <= {high}",
            observed=got,
        )


@clause("FLOW-06")
@pytest.mark.parametrize("low", [1, 100, 1_000_000])
def test_the_low_mark_alone_is_enough(pair: Pair, loop: Loop, low: int) -> None:
    """set_write_buffer_limits(low=n) sets the low mark to n and the high one to something not below it."""
    with joined(loop, pair, Noting()) as ours:
        ours.transport.set_write_buffer_limits(low=low)
        got = ours.transport.get_write_buffer_limits()
        expect_that(
            low == got[0] <= got[1],
            doing=f"set_write_buffer_limits(low={low}); get_write_buffer_limits()",
            expected=f"({low}, high), high >= {low}",
            observed=got,
        )


@clause("FLOW-07")
def test_a_high_mark_of_zero_takes_the_low_one_along(pair: Pair, loop: Loop) -> None:
    """set_write_buffer_limits(high=0) sets both marks to zero."""
    with joined(loop, pair, Noting()) as ours:
        ours.transport.set_write_buffer_limits(high=0)
        got = ours.transport.get_write_buffer_limits()
        expect(got, (0, 0), doing="set_write_buffer_limits(high=0); get_write_buffer_limits()")


@clause("FLOW-08")
def test_over_the_high_mark_the_writer_is_paused(pair: Pair, loop: Loop) -> None:
    """pause_writing() is called when a write takes the buffer over the high mark."""
    with joined(loop, pair, Noting()) as ours:
        ours.clog()
        size = ours.transport.get_write_buffer_size()
        ours.transport.set_write_buffer_limits(size + 100, 0)
        ours.transport.write(b"." * 101)
        ours.run_until(ours.told.writing)
        doing = f"{FULL}; write one byte more than the high mark allows; list the calls of flow control"
        expect(ours.told.writing(), [PAUSE], doing=doing)


@clause("FLOW-09")
def test_at_the_high_mark_the_writer_is_not_paused(pair: Pair, loop: Loop) -> None:
    """pause_writing() is not called when a write takes the buffer exactly to the high mark."""
    with joined(loop, pair, Noting()) as ours:
        ours.clog()
        size = ours.transport.get_write_buffer_size()
        ours.transport.set_write_buffer_limits(size + 100, 0)
        ours.transport.write(b"." * 100)
        ours.settle()
        doing = f"{FULL}; write as much as the high mark allows; list the calls of flow control"
        expect(ours.told.writing(), [], doing=doing)


def paused(ours: Connection[Noting], low: int) -> int:
    """Let the writer be paused by much more than the high mark allows; the size of the buffer."""
    ours.clog()
    size = ours.transport.get_write_buffer_size()
    ours.transport.set_write_buffer_limits(size, min(low, size))
    ours.transport.write(b"." * LUMP)
    ours.run_until(ours.told.writing)
    return size + LUMP


@clause("FLOW-10")
def test_a_paused_writer_is_not_paused_again(pair: Pair, loop: Loop) -> None:
    """pause_writing() is called once, however much is written while the writer is paused."""
    with joined(loop, pair, Noting()) as ours:
        paused(ours, 0)
        for _ in range(3):
            ours.transport.write(b"more")
            ours.settle()
        doing = f"{FULL}, over the high mark; write three times more; list the calls of flow control"
        expect(ours.told.writing(), [PAUSE], doing=doing)


@clause("FLOW-10")
@given(steps=ENDING, answer=st.booleans())
def test_no_history_pauses_twice(
    new_pair: Callable[[], Pair], new_loop: NewLoop, steps: list[Step], answer: bool
) -> None:
    """In any history, pause_writing() is not called again before resume_writing() was."""

    def judge(history: History) -> None:
        history.close()
        calls = history.ours.told.writing()
        twice = [both for both in pairwise(calls) if both == (PAUSE, PAUSE)]
        expect_that(
            not twice,
            doing=f"marks of 500 and 2000 bytes: {steps}, then close(); list the calls of flow control",
            expected="no pause_writing right behind another",
            observed=calls,
        )

    follow(over(new_pair), new_loop, steps, judge, answer)


def drain(ours: Connection[Noting], most: int = LUMP) -> None:
    """Let the peer read until nothing waits in the transport."""
    ours.run_until(ours.peer.reads_until(lambda: not ours.transport.get_write_buffer_size(), most), PATIENCE)
    ours.settle()


@clause("FLOW-11")
@pytest.mark.parametrize("low", [1000, HUGE])
def test_a_drained_writer_is_resumed(pair: Pair, loop: Loop, low: int) -> None:
    """When the peer has read all, resume_writing() has been called once."""
    with joined(loop, pair, Noting()) as ours:
        paused(ours, low)
        drain(ours)
        doing = f"{FULL}, over the high mark; let the peer read all; list the calls of flow control"
        expect(ours.told.writing(), [PAUSE, RESUME], doing=doing)


@clause("FLOW-12")
def test_a_low_mark_of_zero_waits_for_an_empty_buffer(pair: Pair, loop: Loop) -> None:
    """With the low mark at zero, resume_writing() is called when get_write_buffer_size() is 0."""
    with joined(loop, pair, Noting()) as ours:
        paused(ours, 0)
        sizes: list[int] = []
        ours.told.hooks[RESUME] = lambda: sizes.append(ours.transport.get_write_buffer_size())
        drain(ours)
        doing = f"{FULL}, low mark 0; let the peer read all; the size of the buffer in resume_writing()"
        expect(sizes, [0], doing=doing)


@clause("FLOW-13")
def test_above_the_low_mark_nobody_is_resumed(pair: Pair, loop: Loop) -> None:
    """resume_writing() is called when the buffer is at the low mark or below."""
    with joined(loop, pair, Noting()) as ours:
        size = paused(ours, 10_000)
        sizes: list[int] = []
        ours.told.hooks[RESUME] = lambda: sizes.append(ours.transport.get_write_buffer_size())
        drain(ours, most=100)
        expect_that(
            all(one <= 10_000 for one in sizes),
            doing=f"let {size} bytes drain with the low mark at 10000; list the sizes in resume_writing()",
            expected="no size above 10000",
            observed=sizes,
        )


@clause("FLOW-14")
def test_a_high_mark_of_zero_pauses_for_anything(pair: Pair, loop: Loop) -> None:
    """With the high mark at zero, the writer is paused when anything waits in the buffer."""
    with joined(loop, pair, Noting()) as ours:
        ours.transport.set_write_buffer_limits(high=0)
        ours.write_until_it_waits()
        doing = "set_write_buffer_limits(high=0); write until something waits; the last call of flow control"
        expect(ours.told.writing()[-1:], [PAUSE], doing=doing)


@clause("FLOW-15")
def test_the_size_of_the_buffer_can_be_asked(pair: Pair, loop: Loop) -> None:
    """get_write_buffer_size() is 0 at first, grows by what is written and cannot be sent, and ends at 0."""
    with joined(loop, pair, Noting()) as ours:
        size = ours.transport.get_write_buffer_size
        first = size()
        ours.clog()
        before = size()
        ours.transport.write(b"." * 600)
        ours.transport.writelines([b"." * 300, b"." * 100])
        grown = size() - before
        drain(ours)
        doing = "(size at first, growth by 1000 bytes that must wait, size when the peer read all)"
        expect((first, grown, size()), (0, 1000, 0), doing=doing)


@clause("FLOW-16")
def test_the_writer_is_paused_inside_write(pair: Pair, loop: Loop) -> None:
    """When the write() returns that took the buffer over the high mark, pause_writing() has been called."""
    with joined(loop, pair, Noting()) as ours:
        ours.clog()
        ours.transport.set_write_buffer_limits(ours.transport.get_write_buffer_size(), 0)
        ours.transport.write(b"." * LUMP)
        doing = f"{FULL}; write over the high mark; list the calls of flow control right after write()"
        expect(ours.told.writing(), [PAUSE], doing=doing)


@clause("FLOW-17")
def test_a_failing_pause_is_reported(pair: Pair, loop: Loop) -> None:
    """An exception of pause_writing() goes to the exception handler, and all bytes arrive."""
    fails_and_goes_on(pair, loop, PAUSE)


@clause("FLOW-18")
def test_a_failing_resume_is_reported(pair: Pair, loop: Loop) -> None:
    """An exception of resume_writing() goes to the exception handler, and what is written then arrives."""
    fails_and_goes_on(pair, loop, RESUME)


def fails_and_goes_on(pair: Pair, loop: Loop, call: str) -> None:
    """Require that the failing call is reported, once, and that the connection still works."""
    heard = hear(loop)
    with joined(loop, pair, Noting()) as ours:
        ours.told.faults[call] = Boom()
        escaped = False
        try:
            paused(ours, 0)
        except Boom:
            escaped = True
        drain(ours)
        ours.transport.write(b"end")
        ours.run_until(ours.peer.reads_until(lambda: ours.peer.data.endswith(b"end")), PATIENCE)
        outcome = (escaped, reported(heard), bytes(ours.peer.data[-3:]), len(ours.told.ends))
        doing = f"let {call}() raise Boom: (does it leave write(), reports, the last bytes read, ends)"
        expect(outcome, (False, ["Boom"], b"end", 0), doing=doing)


@clause("FLOW-19")
def test_lines_count_as_well(pair: Pair, loop: Loop) -> None:
    """pause_writing() is called when writelines() takes the buffer over the high mark."""
    with joined(loop, pair, Noting()) as ours:
        ours.clog()
        ours.transport.set_write_buffer_limits(ours.transport.get_write_buffer_size() + LUMP, 0)
        ours.transport.writelines([b"." * LUMP, b"." * LUMP])
        ours.settle()
        doing = f"{FULL}; writelines() over the high mark; list the calls of flow control"
        expect(ours.told.writing(), [PAUSE], doing=doing)


@clause("FLOW-20")
def test_lower_marks_hold_at_once(pair: Pair, loop: Loop) -> None:
    """pause_writing() is called when the high mark is set below what waits."""
    with joined(loop, pair, Noting()) as ours:
        ours.clog()
        ours.transport.set_write_buffer_limits(1, 0)
        ours.settle()
        doing = f"{FULL}, below the high mark; set the high mark to 1; list the calls of flow control"
        expect(ours.told.writing(), [PAUSE], doing=doing)


@clause("FLOW-22")
def test_drain_waits_for_the_low_mark(pair: Pair, loop: Loop) -> None:
    """StreamWriter.drain() does not return while the peer reads nothing, and does once it has read all."""
    with streamed(loop, pair) as ours:
        ours.writer.transport.set_write_buffer_limits(LUMP, 1)
        ours.writer.write(b"." * 64 * LUMP)
        draining = loop.create_task(ours.writer.drain())
        run_turns(loop, 12)
        waits = not draining.done()
        run_until(loop, ours.peer.reads_until(draining.done), PATIENCE)
        returned = draining.done()
        if not returned:
            draining.cancel()
        run_turns(loop, 3)
        doing = "write 4 MiB, await drain(): (waits while the peer reads nothing, returned when it has read)"
        expect((waits, returned), (True, True), doing=doing)


@clause("FLOW-22")
def test_drain_of_an_empty_buffer_returns(pair: Pair, loop: Loop) -> None:
    """StreamWriter.drain() returns when there is nothing to wait for."""
    with streamed(loop, pair) as ours:
        complete(loop, ours.writer.drain(), doing="await drain() when nothing was written")
        expect(ours.writer.transport.get_write_buffer_size(), 0, doing="the size of the buffer after drain()")
