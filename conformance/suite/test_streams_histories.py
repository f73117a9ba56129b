"""Questions of the chapter streams: any history of one connection loses, doubles and swaps no byte.

A history (see histories.py) is a list of steps on either side, one in a turn. In some of them both sides end
in good order, in others either side closes, aborts or resets in the middle.
"""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import example, given
from hypothesis import strategies as st

from conformance.clause import clause
from conformance.expect import expect, expect_that
from conformance.suite.descriptors import Pair
from conformance.suite.driving import NewLoop
from conformance.suite.histories import (
    CLOSING,
    ENDING,
    OURS,
    STEPS,
    THEIRS,
    History,
    Step,
    compared,
    follow,
    over,
)
from conformance.suite.streaming import tcp_pair

ANSWERS = st.booleans()
"""What eof_received() returns."""


@clause("PROTO-03")
@given(steps=STEPS)
def test_no_history_harms_what_comes_in(
    new_pair: Callable[[], Pair], new_loop: NewLoop, steps: list[Step]
) -> None:
    """After any history, data_received() has got what the peer sent: every byte, once, in order."""

    def judge(history: History) -> None:
        history.finish()
        found = compared(bytes(history.ours.told.data), history.sent, whole=True)
        doing = f"{steps}, then let both sides end: what was received, beside the {history.sent} bytes sent"
        expect(found, "right", doing=doing)

    follow(over(new_pair), new_loop, steps, judge)


@clause("PROTO-03")
@given(steps=ENDING, answer=ANSWERS)
def test_no_end_harms_what_came_in(new_loop: NewLoop, steps: list[Step], answer: bool) -> None:
    """However a history ends, what was received is the beginning of what the peer sent, or all of it."""

    def judge(history: History) -> None:
        history.close()
        whole = not history.done & (OURS | THEIRS)
        found = compared(bytes(history.ours.told.data), history.sent, whole=whole)
        doing = f"over TCP, eof_received() returns {answer}: {steps}, then close(): what was received"
        expect(found, "right", doing=doing)

    follow(over(tcp_pair), new_loop, steps, judge, answer)


@clause("TRANS-07")
@given(steps=STEPS)
@example(steps=[("write", 20_000), ("pause", 1), ("write", 300)])
def test_no_history_harms_what_goes_out(
    new_pair: Callable[[], Pair], new_loop: NewLoop, steps: list[Step]
) -> None:
    """After any history, the peer has read what was written: every byte, once, in order, and the end."""

    def judge(history: History) -> None:
        history.finish()
        found = compared(bytes(history.ours.peer.data), history.written, whole=True)
        doing = f"{steps}, then let both sides end: (what the peer read, did it come to the end)"
        expect((found, history.ours.peer.ended), ("right", True), doing=doing)

    follow(over(new_pair), new_loop, steps, judge)


@clause("TRANS-07")
@given(steps=ENDING, answer=ANSWERS)
def test_no_end_harms_what_went_out(new_loop: NewLoop, steps: list[Step], answer: bool) -> None:
    """However a history ends, what the peer has read is the beginning of what was written."""

    def judge(history: History) -> None:
        history.close()
        found = compared(bytes(history.ours.peer.data), history.written, whole=False)
        doing = f"over TCP, eof_received() returns {answer}: {steps}, then close(): what the peer read"
        expect(found, "right", doing=doing)

    follow(over(tcp_pair), new_loop, steps, judge, answer)


@clause("TRANS-01")
@given(steps=CLOSING, answer=ANSWERS)
def test_close_comes_behind_any_history(
    new_pair: Callable[[], Pair], new_loop: NewLoop, steps: list[Step], answer: bool
) -> None:
    """Whenever a history is closed, the peer reads all that was written before, and then the end."""

    def judge(history: History) -> None:
        history.close()
        found = compared(bytes(history.ours.peer.data), history.written, whole=True)
        doing = f"eof_received() returns {answer}: {steps}, then close(): (what the peer read, and the end)"
        expect((found, history.ours.peer.ended), ("right", True), doing=doing)

    follow(over(new_pair), new_loop, steps, judge, answer)


@clause("PROTO-07")
@given(steps=STEPS)
def test_no_history_disturbs_the_order(
    new_pair: Callable[[], Pair], new_loop: NewLoop, steps: list[Step]
) -> None:
    """In any history the calls come in order: connection_made, data_received, eof_received."""

    def judge(history: History) -> None:
        history.finish()
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

    follow(over(new_pair), new_loop, steps, judge)


@clause("PROTO-08")
@given(steps=ENDING, answer=ANSWERS)
def test_the_end_of_any_history(new_loop: NewLoop, steps: list[Step], answer: bool) -> None:
    """However a history ends, connection_lost() is called once, and last."""

    def judge(history: History) -> None:
        history.close()
        told = history.ours.told
        expect_that(
            told.calls.count("connection_lost") == 1 and told.calls[-1] == "connection_lost",
            doing=f"over TCP, eof_received() returns {answer}: {steps}, then close(); list the calls",
            expected="connection_lost once, at the end",
            observed=told.story(),
        )

    follow(over(tcp_pair), new_loop, steps, judge, answer)
