"""Questions of the chapter pipes: what comes out of a pipe, when it is held back, and how it ends."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from conformance.clause import clause
from conformance.expect import expect, expect_that
from conformance.suite.driving import PATIENCE, Loop, ended_by
from conformance.suite.matter import kind
from conformance.suite.piping import reading
from conformance.suite.streaming import LUMP, Lending, Noting

MANY = bytes(range(251)) * 1000
"""A quarter of a million bytes in which no shift and no swap goes unseen."""


@clause("PIPE-05")
@pytest.mark.parametrize(("total", "most"), [(3000, 1), (len(MANY), LUMP)], ids=["a byte at a time", "lumps"])
def test_all_that_is_sent_comes(loop: Loop, total: int, most: int) -> None:
    """What is written into the other end comes: every byte, once, in order."""
    with reading(loop, Noting()) as ours:
        ours.run_until(ours.far.sends(MANY[:total], most), PATIENCE)
        ours.run_until(lambda: len(ours.told.data) >= total)
        ours.settle()
        got = (len(ours.told.data), bytes(ours.told.data) == MANY[:total])
        doing = f"write {total} bytes into the other end, {most} at a time; (bytes that come, are they those)"
        expect(got, (total, True), doing=doing)


@clause("PIPE-06")
@pytest.mark.parametrize("data", [b"", b"last"], ids=["empty", "with data"])
def test_the_end_is_told(loop: Loop, data: bytes) -> None:
    """When the other end is closed, data comes, then eof_received(), then connection_lost(None)."""
    with reading(loop, Noting()) as ours:
        if data:
            ours.far.send(data)
        ours.far.end()
        ours.run_until(ours.told.lost)
        expected = ["connection_made", *["data_received"][: len(data)], "eof_received", "connection_lost"]
        doing = f"write {data!r} into the other end and close it: (calls, data, argument of the last)"
        expect(
            (ours.told.story(), bytes(ours.told.data), ours.told.ends), (expected, data, [None]), doing=doing
        )


@clause("PIPE-07")
def test_after_the_end_a_transport_may_wait(loop: Loop) -> None:
    """After an eof_received() that returns True, close() ends what did not end by itself."""
    with reading(loop, Noting(True)) as ours:
        ours.far.end()
        ours.run_until(lambda: "eof_received" in ours.told.calls)
        ours.settle()
        ours.transport.close()
        ours.run_until(ours.told.lost)
        got = [call for call in ours.told.calls if call in ("eof_received", "connection_lost")]
        doing = "eof_received() returns True, close() then; list the calls"
        expect(got, ["eof_received", "connection_lost"], doing=doing)


@clause("PIPE-08")
@pytest.mark.parametrize("moment", ["data_received", "between"])
def test_a_paused_transport_hands_nothing_on(loop: Loop, moment: str) -> None:
    """After pause_reading(), called inside data_received() or outside, no data and no end come."""
    told = Noting()
    told.hooks[moment] = lambda: told.transports[0].pause_reading()
    with reading(loop, told) as ours:
        if moment == "data_received":
            ours.far.send(b"first")
            ours.run_until(lambda: told.data)
        else:
            ours.transport.pause_reading()
        before = len(told.calls)
        ours.far.send(b"second")
        ours.settle()
        doing = f"pause_reading() ({moment}), write into the other end: the calls after that"
        expect(told.calls[before:], [], doing=doing)


@clause("PIPE-35")
def test_a_transport_can_be_paused_from_the_start(loop: Loop) -> None:
    """After pause_reading() inside connection_made(), nothing comes."""
    told = Noting()
    told.hooks["connection_made"] = lambda: told.transports[0].pause_reading()
    with reading(loop, told) as ours:
        ours.far.send(b"early")
        ours.settle()
        doing = "pause_reading() inside connection_made(), write into the other end: what comes"
        expect(bytes(told.data), b"", doing=doing)


@clause("PIPE-09")
@pytest.mark.parametrize("ended", [False, True], ids=["data", "data and the end"])
def test_a_resumed_transport_hands_on(loop: Loop, ended: bool) -> None:
    """After resume_reading(), what came during the pause is handed on, and the end if it came, too."""
    with reading(loop, Noting()) as ours:
        ours.transport.pause_reading()
        ours.far.send(b"during")
        if ended:
            ours.far.end()
        ours.settle()
        ours.transport.resume_reading()
        ours.run_until(ours.told.lost if ended else lambda: len(ours.told.data) >= 6)
        doing = f"pause_reading(), data{' and the end' * ended}, resume_reading(): (data, is it lost)"
        expect((bytes(ours.told.data), ours.told.lost()), (b"during", ended), doing=doing)


@clause("PIPE-10")
def test_a_transport_tells_whether_it_reads(loop: Loop) -> None:
    """is_reading() is True, False while paused, True when resumed."""
    with reading(loop, Noting()) as ours:
        seen = [ours.transport.is_reading()]
        ours.transport.pause_reading()
        seen.append(ours.transport.is_reading())
        ours.transport.resume_reading()
        seen.append(ours.transport.is_reading())
        expect(seen, [True, False, True], doing="is_reading(); after pause_reading(); after resume_reading()")


@clause("PIPE-36")
def test_pauses_do_not_add_up(loop: Loop) -> None:
    """resume, pause, pause, resume: data comes; neither raises anything, also on a closed transport."""
    with reading(loop, Noting()) as ours:
        steps = ["resume", "pause", "pause", "resume"]
        raised = [kind(ended_by(getattr(ours.transport, f"{step}_reading"))) for step in steps]
        ours.far.send(b"data")
        ours.run_until(lambda: ours.told.data)
        raised.append(kind(ended_by(ours.transport.resume_reading)))
        ours.transport.close()
        raised.append(kind(ended_by(ours.transport.pause_reading)))
        doing = "resume, pause, pause, resume; data; resume; close(), pause: (what is raised, data)"
        expect((raised, bytes(ours.told.data)), ([None] * 6, b"data"), doing=doing)


@clause("PIPE-11")
def test_after_close_nothing_comes(loop: Loop) -> None:
    """What was there, but not handed on when close() was called, is not handed on later."""
    with reading(loop, Noting()) as ours:
        ours.far.send(b"late")
        ours.transport.close()
        ours.run_until(ours.told.lost)
        ours.settle()
        doing = "write into the other end, close() before the loop runs: (calls, argument of the last)"
        expect(
            (ours.told.calls, ours.told.ends), (["connection_made", "connection_lost"], [None]), doing=doing
        )


@clause("PIPE-14")
@pytest.mark.parametrize("form", [bytearray, memoryview])
def test_a_buffer_is_read_into(loop: Loop, form: Callable[[bytearray], Any]) -> None:
    """A BufferedProtocol gets all bytes in its buffer, and hears of the end."""
    with reading(loop, Lending(300, form)) as ours:
        ours.run_until(ours.far.sends(MANY[:3000]))
        ours.far.end()
        ours.run_until(ours.told.lost)
        got = (len(ours.told.data), bytes(ours.told.data) == MANY[:3000], ours.told.calls[-2:])
        doing = "send 3000 bytes to a BufferedProtocol, and the end: (bytes, are they those, the last calls)"
        expect(got, (3000, True, ["eof_received", "connection_lost"]), doing=doing)


@clause("PIPE-39")
@pytest.mark.parametrize("data", [b"", b"some data"], ids=["empty", "with data"])
@pytest.mark.parametrize("ending", ["close", "the end comes"])
def test_calls_come_in_order(loop: Loop, data: bytes, ending: str) -> None:
    """connection_made() first, eof_received() at most once after all data, connection_lost() once, last."""
    with reading(loop, Noting()) as ours:
        if data:
            ours.far.send(data)
        ours.settle()
        (ours.transport.close if ending == "close" else ours.far.end)()
        ours.run_until(ours.told.lost)
        ours.settle()
        middle = [*["data_received"][: len(data)], *["eof_received"][: ending != "close"]]
        expect_that(
            ours.told.story() == ["connection_made", *middle, "connection_lost"],
            doing=f"write {data!r} into the other end, then {ending}; list the calls",
            expected=f"{['connection_made', *middle, 'connection_lost']}",
            observed=ours.told.story(),
        )
