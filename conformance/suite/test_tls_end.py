"""Questions of the chapter tls: how a secured connection ends."""

from __future__ import annotations

import socket
import ssl
import struct
from collections.abc import Callable

import pytest

from conformance.clause import clause
from conformance.expect import expect, expect_that
from conformance.suite.descriptors import Pair
from conformance.suite.driving import RESOLUTION, Loop, ended_by
from conformance.suite.matter import kind
from conformance.suite.securing import CLIENT, SERVER, SIDES, Secured, Side, connecting, secured
from conformance.suite.streaming import Noting

ALL = pytest.mark.parametrize("side", SIDES, ids=str)
ENDS = pytest.mark.parametrize("ending", ["close", "abort"])
SHORTLY = 0.05
"""Seconds that a peer's goodbye may take where it is to take too long."""
FORGED = b"\x17\x03\x03\x00\x20" + bytes(range(32))
"""What looks like a record of data, and is none."""
STORY = ["connection_made", "data_received", "eof_received", "connection_lost"]


def raised_by(call: Callable[..., object], *args: object) -> object:
    """The name of what the call raises, None if nothing."""
    return kind(ended_by(call, *args))


# -- the peer ends it


@clause("TLS-45")
@ALL
@pytest.mark.parametrize("answer", [None, True])
def test_the_peer_says_goodbye(pair: Pair, loop: Loop, side: Side, answer: object) -> None:
    """After data and close_notify: data_received(), eof_received(), connection_lost(None)."""
    with secured(loop, pair, Noting(answer), side.way(), side.peer(pair[1])) as ours:
        ours.peer.say(b"data")
        ours.peer.part()
        ours.run_until(ours.told.lost)
        doing = f"data and close_notify come, eof_received() returns {answer}: (calls, given at the end)"
        expect((ours.told.story(), ours.told.ends), (STORY, [None]), doing=doing)


@clause("TLS-46")
@ALL
def test_the_peer_goes_without_a_goodbye(pair: Pair, loop: Loop, side: Side) -> None:
    """After data and a bare end: data_received(), eof_received(), connection_lost(None)."""
    with secured(loop, pair, Noting(), side.way(), side.peer(pair[1])) as ours:
        ours.peer.say(b"data")
        ours.deliver()
        pair[1].shutdown(socket.SHUT_WR)
        ours.run_until(ours.told.lost)
        doing = "the peer sends data, and ends the connection without close_notify: (calls, given at the end)"
        expect((ours.told.story(), ours.told.ends), (STORY, [None]), doing=doing)


@clause("TLS-46")
def test_an_end_without_a_goodbye_can_wait(pair: Pair, loop: Loop) -> None:
    """A bare end that comes during a pause is told, behind the data, after resume_reading()."""
    with secured(loop, pair, Noting()) as ours:
        ours.transport.pause_reading()
        ours.peer.say(b"data")
        ours.deliver()
        pair[1].shutdown(socket.SHUT_WR)
        ours.settle()
        ours.transport.resume_reading()
        ours.run_until(ours.told.lost)
        got = (ours.told.story(), bytes(ours.told.data), ours.told.ends)
        doing = "pause_reading(), data and a bare end come, resume_reading(): (calls, data, given at the end)"
        expect(got, (STORY, b"data", [None]), doing=doing)


@clause("TLS-57")
@ALL
def test_the_last_word_is_heard(pair: Pair, loop: Loop, side: Side) -> None:
    """What is written in eof_received() reaches the peer, with our goodbye behind it."""
    with secured(loop, pair, Noting(), side.way(), side.peer(pair[1])) as ours:
        ours.told.hooks["eof_received"] = lambda: ours.transport.write(b"last words")
        ours.peer.part()
        ours.run_until(lambda: ours.peer.ended)
        doing = "the peer sends close_notify, write() inside eof_received(): (the peer reads, close_notify)"
        expect((bytes(ours.peer.data), ours.peer.farewell), (b"last words", True), doing=doing)


@clause("TLS-52")
def test_a_reset_is_told(tcp: Pair, loop: Loop) -> None:
    """When the peer resets the connection, connection_lost() gets a ConnectionError."""
    with secured(loop, tcp, Noting()) as ours:
        ours.converse()
        tcp[1].setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        tcp[1].close()
        ours.run_alone(ours.told.lost)
        expect_that(
            [isinstance(end, ConnectionError) for end in ours.told.ends] == [True],
            doing="the peer resets the connection; what connection_lost() is given",
            expected="a ConnectionError",
            observed=ours.told.ends,
        )


@clause("TLS-53")
@pytest.mark.parametrize("side", [CLIENT, SERVER], ids=str)
def test_forged_data_is_no_data(pair: Pair, loop: Loop, side: Side) -> None:
    """After a record that the peer did not encrypt, connection_lost() gets an SSLError, and nothing else."""
    with secured(loop, pair, Noting(), side.way(), side.peer(pair[1])) as ours:
        ours.converse()
        pair[1].send(FORGED)
        ours.run_alone(ours.told.lost)
        got = ([isinstance(end, ssl.SSLError) for end in ours.told.ends], bytes(ours.told.data))
        doing = "a forged record comes in: (is connection_lost() given an ssl.SSLError, what is handed on)"
        expect(got, ([True], b""), doing=doing)


# -- we end it


@clause("TLS-47")
@ALL
@pytest.mark.parametrize("full", [False, True], ids=["sent at once", "waiting"])
def test_close_says_goodbye(pair: Pair, loop: Loop, side: Side, full: bool) -> None:
    """After write() and close(), the peer reads all and close_notify, answers, and connection_lost(None)."""
    with secured(loop, pair, Noting(), side.way(), side.peer(pair[1])) as ours:
        written = ours.clog() if full else 0
        ours.transport.write(b"the end")
        ours.transport.close()
        ours.run_until(lambda: ours.peer.farewell)
        early = list(ours.told.ends)
        ours.peer.part()
        ours.run_until(ours.told.lost)
        peer = ours.peer
        got = (len(peer.data), bytes(peer.data[-7:]), peer.farewell, early, ours.told.ends)
        doing = (
            "write(), close(), the peer answers: (bytes, the last, goodbye, ends before the answer, after)"
        )
        expect(got, (written + 7, b"the end", True, list[object](), [None]), doing=doing)


@clause("TLS-48")
@pytest.mark.parametrize("paused", [False, True], ids=["reading", "paused"])
def test_after_close_nothing_is_received(pair: Pair, loop: Loop, paused: bool) -> None:
    """What came, but was not handed on when close() was called, is not handed on later."""
    with secured(loop, pair, Noting()) as ours:
        ours.converse()
        if paused:
            ours.transport.pause_reading()
        ours.peer.say(b"late")
        ours.peer.look()
        if paused:
            ours.settle()
        ours.transport.close()
        ours.settle()
        ours.peer.part()
        ours.run_until(ours.told.lost)
        doing = "let the peer send, then close() before it is handed on: what data_received() gets"
        expect(bytes(ours.told.data), b"", doing=doing)


@clause("TLS-48")
def test_close_inside_data_received(pair: Pair, loop: Loop) -> None:
    """After close() inside data_received(), nothing more is handed on."""
    with secured(loop, pair, Noting()) as ours:
        ours.converse()
        told, seen = ours.told, list[int]()

        def close() -> None:
            seen.append(len(told.data))
            ours.transport.close()

        told.hooks["data_received"] = close
        for record in (b"one", b"two", b"three"):
            ours.peer.say(record)
        ours.peer.part()
        ours.run_until(told.lost)
        after = len(told.data) - seen[0] if seen else None
        doing = "three records in one piece, close() inside data_received(): bytes handed on after it"
        expect(after, 0, doing=doing)


@clause("TLS-55")
@ENDS
def test_a_transport_tells_that_it_closes(pair: Pair, loop: Loop, ending: str) -> None:
    """is_closing() is False, True once the end has begun, True when all is over."""
    with secured(loop, pair, Noting()) as ours:
        seen = [ours.transport.is_closing()]
        getattr(ours.transport, ending)()
        seen.append(ours.transport.is_closing())
        ours.settle()
        seen.append(ours.transport.is_closing())
        ours.run_until(lambda: ours.peer.farewell or ours.peer.ended)
        if not ours.peer.ended:
            ours.peer.part()
        ours.run_until(ours.told.lost)
        seen.append(ours.transport.is_closing())
        doing = f"is_closing(): before {ending}(), after it, while it waits, when all is over"
        expect(seen, [False, True, True, True], doing=doing)


@clause("TLS-59")
@ENDS
def test_a_late_write_raises_nothing(pair: Pair, loop: Loop, ending: str) -> None:
    """write() after close() or abort(), before and after connection_lost(), raises and sends nothing."""
    with secured(loop, pair, Noting()) as ours:
        ours.converse()
        getattr(ours.transport, ending)()
        raised = [raised_by(ours.transport.write, b"late")]
        ours.run_until(lambda: ours.peer.farewell or ours.peer.ended)
        if not ours.peer.ended:
            ours.peer.part()
        ours.run_until(ours.told.lost)
        raised += [raised_by(ours.transport.write, b"later") for _ in range(3)]
        ours.converse()
        doing = f"{ending}(), write(), run, write() three times: (what they raise, the peer reads)"
        expect((raised, bytes(ours.peer.data)), ([None] * 4, b""), doing=doing)


# -- nobody answers


def unanswered(ours: Secured[Noting]) -> float:
    """Close, the peer reading and never answering: after how many seconds of the loop it was lost."""
    begun = ours.loop.time()
    passed: list[float] = []
    ours.told.hooks["connection_lost"] = lambda: passed.append(ours.loop.time() - begun)
    ours.transport.close()
    ours.peer.writes = False
    ours.run_until(ours.told.lost)
    ours.run_until(lambda: ours.peer.ended)
    return passed[0] if passed else -1.0


@clause("TLS-49")
@ALL
def test_a_peer_that_does_not_answer_is_left(tcp: Pair, loop: Loop, side: Side) -> None:
    """Without an answer to close_notify, the connection ends after ssl_shutdown_timeout, not before."""
    way = side.way(ssl_shutdown_timeout=SHORTLY)
    with secured(loop, tcp, Noting(), way, side.peer(tcp[1])) as ours:
        ours.converse()
        passed = unanswered(ours)
        got = (passed >= SHORTLY - RESOLUTION, ours.told.calls.count("connection_lost"), ours.peer.ended)
        doing = f"close(), ssl_shutdown_timeout={SHORTLY}, no answer: (not before, ends, the peer ends)"
        expect(got, (True, 1, True), doing=doing)


@clause("TLS-50")
def test_no_answer_is_a_time_out(tcp: Pair, loop: Loop) -> None:
    """Without an answer to close_notify, connection_lost() is given a TimeoutError."""
    with secured(loop, tcp, Noting(), connecting(ssl_shutdown_timeout=SHORTLY)) as ours:
        ours.converse()
        unanswered(ours)
        doing = f"close(), ssl_shutdown_timeout={SHORTLY}, no answer: what connection_lost() is given"
        expect([kind(end) for end in ours.told.ends], ["TimeoutError"], doing=doing)


@clause("TLS-51")
@ALL
@pytest.mark.parametrize("full", [False, True], ids=["idle", "with bytes waiting"])
def test_abort_does_not_wait(pair: Pair, loop: Loop, side: Side, full: bool) -> None:
    """abort() ends the connection though the peer does nothing: connection_lost(None), once."""
    with secured(loop, pair, Noting(), side.way(), side.peer(pair[1])) as ours:
        ours.converse()
        if full:
            ours.clog()
        ours.transport.abort()
        ours.run_alone(ours.told.lost)
        ours.settle()
        expect(
            ours.told.ends, [None], doing="abort(), the peer does nothing; what connection_lost() is given"
        )


@clause("TLS-51")
def test_abort_ends_a_close(pair: Pair, loop: Loop) -> None:
    """abort() after close() does not wait for the peer's goodbye."""
    with secured(loop, pair, Noting()) as ours:
        ours.converse()
        ours.transport.close()
        ours.settle()
        before = len(ours.told.ends)
        ours.transport.abort()
        ours.run_alone(ours.told.lost)
        got = (before, len(ours.told.ends))
        expect(
            got, (0, 1), doing="close(), abort(), the peer silent: connection_lost() before abort(), after it"
        )
