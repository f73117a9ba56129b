"""Monitors of connections: one predicate per clause, over a trace alone.

Keeps true: a monitor says why its clause is broken, or None. Does not know: loops, the reference included.

All that a connection was told and asked is looked up by its number. Where the peer broke the connection (an
exception in `lost`), or bytes were written to it, what follows may be another error's doing: then a monitor
says nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from conformance.clause import clause
from conformance.language import Event
from conformance.language.connections import CALLS, DATA, EOF, LOST, MADE
from conformance.language.trace import size
from conformance.models.monitors_seen import Seen

Placed = tuple[int, Event]
Told = Sequence[Placed]
ENDS = ("close", "abort")


def _each(seen: Seen, judge: Callable[[Told], str | None]) -> str | None:
    """What is said of the first connection that breaks something."""
    for number in seen.made("connect"):
        told = [placed for placed in enumerate(seen.events) if placed[1].serial == number]
        reason = judge(told)
        if reason is not None:
            return reason
    return None


def _of(told: Told, *kinds: str) -> Iterator[Placed]:
    return (placed for placed in told if placed[1].kind in kinds)


def _first(told: Told, *kinds: str) -> int | None:
    return next((place for place, _ in _of(told, *kinds)), None)


def _after(told: Told, mark: str, *kinds: str) -> str | None:
    """What came after the first `mark`, though it must not."""
    first = _first(told, mark)
    late = (event for place, event in _of(told, *kinds) if first is not None and place > first)
    return next((f"{event.token} came after {mark}" for event in late), None)


@clause("PROTO-01")
def made_first(seen: Seen) -> str | None:
    """connection_made() is the first call, and there is one of it."""

    def judge(told: Told) -> str | None:
        calls = [event.kind for _, event in _of(told, *CALLS)]
        wrong = calls and (calls[0] != MADE or calls.count(MADE) > 1)
        return f"the protocol was called in this order: {' '.join(calls)}" if wrong else None

    return _each(seen, judge)


@clause("PROTO-03")
def bytes_in_order(seen: Seen) -> str | None:
    """What comes in is what the peer sent, in order, and no more than that."""

    def judge(told: Told) -> str | None:
        sent = come = 0
        for _, event in told:
            if event.kind == "peer_send":
                sent += int(event.detail)
            elif event.kind == DATA:
                piece = size(event)
                if piece is None:
                    return f"{event.token}: these are not the next bytes"
                come += piece
                if come > sent:
                    return f"{come} bytes came of {sent} that were sent"
        return None

    return _each(seen, judge)


@clause("TRANS-14")
def bytes_arrive(seen: Seen) -> str | None:
    """On a connection that reads, and was not ended from this side, every byte arrives."""

    def judge(told: Told) -> str | None:
        before = told[: next((at for at, (_, event) in enumerate(told) if event.kind == LOST), len(told))]
        broke = any(event.outcome for _, event in _of(told, LOST))
        held = next((event.kind for _, event in reversed(before) if event.kind in ("pause", "resume")), "")
        if broke or held == "pause" or _first(told, MADE) is None or _first(told, *ENDS) is not None:
            return None
        sent = sum(int(event.detail) for _, event in _of(before, "peer_send"))
        come = sum(size(event) or 0 for _, event in _of(before, DATA))
        return f"{come} bytes came of {sent} that were sent" if come < sent else None

    return None if seen.stuck else _each(seen, judge)


@clause("PROTO-04")
def one_end(seen: Seen) -> str | None:
    """eof_received() is called once, and not before the peer has ended."""

    def judge(told: Told) -> str | None:
        ended = _first(told, "peer_eof", "peer_close")
        ends = [place for place, _ in _of(told, EOF)]
        if ends and (ended is None or ends[0] < ended):
            return "eof_received() was called though the peer had not ended"
        return _told_again(told, resumed=False)

    return _each(seen, judge)


@clause("PROTO-21")
def one_end_however_often_it_is_read(seen: Seen) -> str | None:
    """resume_reading() after eof_received() brings no second call of it."""
    return _each(seen, lambda told: _told_again(told, resumed=True))


def _told_again(told: Told, *, resumed: bool) -> str | None:
    """A second eof_received(), after reading was resumed or without that."""
    ends = [place for place, _ in _of(told, EOF)]
    if len(ends) < 2 or resumed is not any(ends[0] < place < ends[1] for place, _ in _of(told, "resume")):
        return None
    return f"eof_received() was called {len(ends)} times"


@clause("PROTO-05")
def ends_with_its_peer(seen: Seen) -> str | None:
    """When eof_received() returned a false value, connection_lost() follows."""

    def judge(told: Told) -> str | None:
        if _first(told, EOF) is None or _first(told, "keep") is not None:
            return None
        return None if _first(told, LOST) is not None else "eof_received() returned False, and nothing came"

    return None if seen.stuck else _each(seen, judge)


@clause("PROTO-07")
def no_data_after_the_end(seen: Seen) -> str | None:
    """No data comes after eof_received()."""
    return _each(seen, lambda told: _after(told, EOF, DATA))


@clause("PROTO-08")
def lost_last(seen: Seen) -> str | None:
    """Nothing comes after connection_lost()."""
    return _each(seen, lambda told: _after(told, LOST, *CALLS))


def _ends_in_peace(seen: Seen, end: str) -> str | None:
    def judge(told: Told) -> str | None:
        by = next((event.kind for _, event in _of(told, *ENDS)), "")
        if by != end or _first(told, "write") is not None or seen.stuck:
            return None
        lost = next((event for _, event in _of(told, LOST)), None)
        if lost is None:
            return f"connection_lost() never came after {end}()"
        return f"{lost.token} came after {end}()" if lost.outcome else None

    return _each(seen, judge)


@clause("PROTO-09")
def closed_in_peace(seen: Seen) -> str | None:
    """After close(), where nothing was written, connection_lost() is called with None."""
    return _ends_in_peace(seen, "close")


@clause("PROTO-10")
def aborted_in_peace(seen: Seen) -> str | None:
    """After abort(), where nothing was written, connection_lost() is called with None."""
    return _ends_in_peace(seen, "abort")


@clause("PROTO-17")
def never_lost_inside(seen: Seen) -> str | None:
    """connection_lost() is not called while the body runs that ended the connection."""

    def judge(told: Told) -> str | None:
        lost = _first(told, LOST)
        for place, event in _of(told, *ENDS):
            if lost is not None and not seen.is_task(event.by) and lost < place:
                began = seen.first_run(event.by)
                if began is not None and began < lost:
                    return f"connection_lost() was called inside {event.kind}()"
        return None

    return _each(seen, judge)


@clause("TRANS-02")
def no_data_after_close(seen: Seen) -> str | None:
    """No data comes after close()."""
    return _each(seen, lambda told: _after(told, "close", DATA))


@clause("TRANS-05")
def no_data_after_abort(seen: Seen) -> str | None:
    """No data comes after abort()."""
    return _each(seen, lambda told: _after(told, "abort", DATA))


@clause("TRANS-03")
def knows_that_it_closes(seen: Seen) -> str | None:
    """is_closing() returns True after close() or abort()."""

    def judge(told: Told) -> str | None:
        end = _first(told, *ENDS)
        late = (event for place, event in _of(told, "closing") if end is not None and place > end)
        return next((f"{event.token} after the end" for event in late if event.outcome == "=False"), None)

    return _each(seen, judge)


def _held(seen: Seen, in_made: bool) -> str | None:
    """Data that came while reading was paused, by pause_reading() inside connection_made() or elsewhere."""
    made = {event.serial for event in seen.events if event.kind == "on" and event.detail == MADE}

    def judge(told: Told) -> str | None:
        by: int | None = None
        for _, event in told:
            if event.kind == "pause" and by is None:
                by = event.by
            elif event.kind == "resume":
                by = None
            elif event.kind == DATA and by is not None and (by in made) is in_made:
                return f"{event.token} came while reading was paused"
        return None

    return _each(seen, judge)


@clause("TRANS-13")
def holds_back(seen: Seen) -> str | None:
    """After pause_reading(), no data comes."""
    return _held(seen, in_made=False)


@clause("TRANS-25")
def holds_back_from_the_start(seen: Seen) -> str | None:
    """After pause_reading() inside connection_made(), no data comes."""
    return _held(seen, in_made=True)


@clause("TRANS-07")
def writes_in_order(seen: Seen) -> str | None:
    """What the peer takes is what was written, in order."""
    return _each(
        seen,
        lambda told: next(
            (f"{event.token}: these are not the next bytes"
             for _, event in _of(told, "peer_take") if "garbled" in event.outcome),
            None,
        ),
    )  # fmt: skip
