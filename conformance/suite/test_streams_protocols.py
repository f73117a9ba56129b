"""Questions of the chapter streams: what a protocol is told, and in which order."""

from __future__ import annotations

import socket
import struct
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from conformance.clause import clause
from conformance.expect import expect, expect_that
from conformance.suite.descriptors import Pair
from conformance.suite.driving import PATIENCE, Loop
from conformance.suite.matter import Boom, hear, reported
from conformance.suite.streaming import LUMP, Connection, Lending, Noting, joined

MANY = bytes(range(251)) * 4000
"""A million bytes in which no shift and no swap goes unseen."""


@clause("PROTO-01")
def test_connection_made_comes_first(pair: Pair, loop: Loop) -> None:
    """connection_made(transport) is called once, before the data that was there already."""
    pair[1].send(b"early")
    with joined(loop, pair, Noting()) as ours:
        ours.run_until(lambda: ours.told.data)
        doing = "wrap a socket that has data already; list the protocol's calls"
        expect(ours.told.story(), ["connection_made", "data_received"], doing=doing)
        given = [one is ours.transport for one in ours.told.transports]
        expect(given, [True], doing="is the argument of connection_made() the transport itself?")


@clause("PROTO-02")
def test_data_comes_as_bytes(pair: Pair, loop: Loop) -> None:
    """data_received() gets bytes objects, none of them empty, also when the peer ends the stream."""
    with joined(loop, pair, Noting(True)) as ours:
        ours.peer.send(b"data")
        ours.peer.end()
        ours.run_until(lambda: "eof_received" in ours.told.calls)
        pieces = ours.told.pieces
        expect_that(
            bool(pieces) and all(type(piece) is bytes and piece for piece in pieces),
            doing="let the peer send four bytes and end; list the arguments of data_received()",
            expected="bytes objects that are not empty",
            observed=pieces,
        )


@clause("PROTO-03")
@pytest.mark.parametrize("lump", [997, 10_000, LUMP])
def test_every_byte_arrives_in_order(pair: Pair, loop: Loop, lump: int) -> None:
    """A million bytes, sent in lumps of some size, arrive in order, each once."""
    with joined(loop, pair, Noting()) as ours:
        ours.run_until(ours.peer.sends(MANY, lump), PATIENCE)
        ours.run_until(lambda: len(ours.told.data) >= len(MANY), PATIENCE)
        doing = f"let the peer send a million bytes, {lump} at a time; compare what data_received() got"
        expect((len(ours.told.data), bytes(ours.told.data) == MANY), (len(MANY), True), doing=doing)


@clause("PROTO-04")
@pytest.mark.parametrize("answer", [None, True])
def test_the_end_of_the_stream_is_told(pair: Pair, loop: Loop, answer: object) -> None:
    """eof_received() is called once when the peer ends its stream."""
    with joined(loop, pair, Noting(answer)) as ours:
        ours.peer.end()
        ours.run_until(lambda: "eof_received" in ours.told.calls)
        ours.settle()
        doing = f"let the peer end its stream, eof_received() returns {answer}; count its calls"
        expect(ours.told.calls.count("eof_received"), 1, doing=doing)


@clause("PROTO-21")
@pytest.mark.parametrize("steps", [("resume",), ("pause", "resume")], ids="-".join)
def test_the_end_is_told_no_second_time(pair: Pair, loop: Loop, steps: tuple[str, ...]) -> None:
    """On a transport that stays open after eof_received(), resume_reading() brings no second call of it."""
    with joined(loop, pair, Noting(answer=True)) as ours:
        ours.peer.end()
        ours.run_until(lambda: "eof_received" in ours.told.calls)
        for step in steps:
            getattr(ours.transport, f"{step}_reading")()
        ours.settle()
        doing = f"eof_received() returns True; then {', '.join(steps)}; count its calls"
        expect(ours.told.calls.count("eof_received"), 1, doing=doing)


@clause("PROTO-05")
@pytest.mark.parametrize("answer", [None, False, 0])
def test_a_false_answer_closes(pair: Pair, loop: Loop, answer: object) -> None:
    """When eof_received() returns a false value, the transport closes and the peer reads the end."""
    with joined(loop, pair, Noting(answer)) as ours:
        ours.peer.end()
        ours.run_until(ours.peer.reads_until(lambda: ours.told.lost() and ours.peer.ended))
        doing = f"eof_received() returns {answer}: (connection_lost() called, peer reads the end)"
        expect((ours.told.lost(), ours.peer.ended), (True, True), doing=doing)


@clause("PROTO-06")
@pytest.mark.parametrize("answer", [True, 1, "yes"])
def test_a_true_answer_keeps_open(pair: Pair, loop: Loop, answer: object) -> None:
    """When eof_received() returns a true value, the transport stays open and still sends."""
    with joined(loop, pair, Noting(answer)) as ours:
        ours.peer.end()
        ours.run_until(lambda: "eof_received" in ours.told.calls)
        ours.settle()
        closing = ours.transport.is_closing()
        ours.transport.write(b"answer")
        ours.run_until(ours.peer.reads_until(lambda: ours.peer.data))
        doing = f"eof_received() returns {answer!r}: (is_closing(), what the peer reads of a later write)"
        expect((closing, bytes(ours.peer.data)), (False, b"answer"), doing=doing)


@clause("PROTO-07")
@pytest.mark.parametrize("answer", [None, True])
def test_nothing_is_received_after_the_end(pair: Pair, loop: Loop, answer: object) -> None:
    """After eof_received(), data_received() is not called."""
    with joined(loop, pair, Noting(answer)) as ours:
        ours.peer.send(b"data")
        ours.peer.end()
        ours.run_until(lambda: "eof_received" in ours.told.calls)
        ours.settle()
        calls = ours.told.story()
        after = calls[calls.index("eof_received") + 1 :] if "eof_received" in calls else []
        doing = f"let the peer send and end, eof_received() returns {answer}; data_received() after it"
        expect([call for call in after if call == "data_received"], [], doing=doing)


Ending = Callable[[Connection[Noting]], object]


def reset(ours: Connection[Any]) -> None:
    """Let the peer end the connection by a reset."""
    ours.peer.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    ours.peer.sock.close()


def close_and_abort(ours: Connection[Any]) -> None:
    """End it in both ways at once."""
    ours.transport.close()
    ours.transport.abort()


def close_full(ours: Connection[Any]) -> None:
    """Close with bytes waiting, and read them."""
    ours.clog()
    ours.transport.close()
    ours.run_until(ours.peer.reads_until(lambda: ours.peer.ended), PATIENCE)


def abort_full(ours: Connection[Any]) -> None:
    """Abort with bytes waiting."""
    ours.clog()
    close_and_abort(ours)


ENDINGS: dict[str, Ending] = {
    "close": lambda ours: ours.transport.close(),
    "abort": lambda ours: ours.transport.abort(),
    "close, abort": close_and_abort,
    "close with bytes waiting": close_full,
    "abort with bytes waiting": abort_full,
    "the peer's end": lambda ours: ours.peer.end(),
    "a reset": reset,
}


@clause("PROTO-08")
@pytest.mark.parametrize("ending", ENDINGS)
def test_connection_lost_comes_last_and_once(tcp: Pair, loop: Loop, ending: str) -> None:
    """However a connection ends, connection_lost() is called once, and nothing after it."""
    with joined(loop, tcp, Noting()) as ours:
        ENDINGS[ending](ours)
        ours.run_until(ours.told.lost)
        ours.settle()
        calls = ours.told.story()
        after = calls[calls.index("connection_lost") :] if "connection_lost" in calls else calls
        doing = f"end a connection by {ending}; list the calls from connection_lost() on"
        expect(after, ["connection_lost"], doing=doing)


def end_by(tcp: Pair, loop: Loop, ending: Ending, doing: str) -> None:
    """Require that connection_lost(None) follows."""
    with joined(loop, tcp, Noting()) as ours:
        ending(ours)
        ours.run_until(ours.told.lost)
        expect(ours.told.ends, [None], doing=f"{doing}; list the arguments of connection_lost()")


@clause("PROTO-09")
def test_close_is_no_failure(tcp: Pair, loop: Loop) -> None:
    """connection_lost(None) follows close()."""
    end_by(tcp, loop, ENDINGS["close"], "close() a transport")


@clause("PROTO-10")
def test_abort_is_no_failure(tcp: Pair, loop: Loop) -> None:
    """connection_lost(None) follows abort()."""
    end_by(tcp, loop, ENDINGS["abort"], "abort() a transport")


@clause("PROTO-12")
def test_a_regular_end_is_no_failure(tcp: Pair, loop: Loop) -> None:
    """connection_lost(None) follows when the peer closes."""
    end_by(tcp, loop, lambda ours: ours.peer.sock.close(), "let the peer close its socket")


@clause("PROTO-11")
def test_a_reset_is_a_failure(tcp: Pair, loop: Loop) -> None:
    """connection_lost(exc) with an exception follows when the peer resets the connection."""
    with joined(loop, tcp, Noting()) as ours:
        reset(ours)
        ours.run_until(ours.told.lost)
        expect_that(
            [isinstance(one, Exception) for one in ours.told.ends] == [True],
            doing="let the peer reset the connection; list the arguments of connection_lost()",
            expected="one exception",
            observed=ours.told.ends,
        )


@clause("PROTO-13")
def test_data_is_put_into_the_protocols_buffer(pair: Pair, loop: Loop) -> None:
    """A BufferedProtocol is asked for room, finds the data there, and is told how much it is."""
    with joined(loop, pair, Lending(4096)) as ours:
        ours.peer.send(b"hello")
        ours.run_until(lambda: ours.told.data)
        ours.peer.send(b"world")
        ours.run_until(lambda: len(ours.told.data) >= 10)
        calls = ours.told.calls
        asked = [before for before, call in pairwise(calls) if call == "buffer_updated"]
        doing = "send two words to a BufferedProtocol: (its data, calls right before buffer_updated())"
        got = (bytes(ours.told.data), sorted(set(asked)))
        expect(got, (b"helloworld", ["get_buffer"]), doing=doing)


@clause("PROTO-14")
@pytest.mark.parametrize("size", [1, 7, 1000])
def test_a_buffer_may_be_small(pair: Pair, loop: Loop, size: int) -> None:
    """A BufferedProtocol that lends few bytes gets all that was sent, in order."""
    sent = MANY[: min(size * 500, 100_000)]
    with joined(loop, pair, Lending(size)) as ours:
        ours.run_until(ours.peer.sends(sent), PATIENCE)
        ours.run_until(lambda: len(ours.told.data) >= len(sent), PATIENCE)
        doing = f"send {len(sent)} bytes to a BufferedProtocol that lends {size} at a time; compare"
        expect((len(ours.told.data), bytes(ours.told.data) == sent), (len(sent), True), doing=doing)


@clause("PROTO-15")
def test_an_empty_buffer_is_an_error(pair: Pair, loop: Loop) -> None:
    """When get_buffer() returns an empty buffer, the connection is lost with an exception."""
    hear(loop)
    with joined(loop, pair, Lending(0)) as ours:
        ours.peer.send(b"hello")
        ours.run_until(ours.told.lost)
        outcome = (
            [isinstance(one, Exception) for one in ours.told.ends],
            "buffer_updated" in ours.told.calls,
        )
        doing = "lend a buffer of 0 bytes: (connection_lost() with an exception, buffer_updated() called)"
        expect(outcome, ([True], False), doing=doing)


@clause("PROTO-16")
def test_a_failing_protocol_loses_its_connection(pair: Pair, loop: Loop) -> None:
    """An exception of data_received() is reported, and given to connection_lost()."""
    heard = hear(loop)
    with joined(loop, pair, Noting()) as ours:
        fault = ours.told.faults["data_received"] = Boom()
        ours.peer.send(b"data")
        ours.run_until(ours.told.lost)
        outcome = (reported(heard), [one is fault for one in ours.told.ends])
        doing = "let data_received() raise Boom: (reports, connection_lost() gets that exception)"
        expect(outcome, (["Boom"], [True]), doing=doing)


@clause("PROTO-17")
@pytest.mark.parametrize("method", ["close", "abort"])
def test_the_end_is_told_later(pair: Pair, loop: Loop, method: str) -> None:
    """connection_lost() has not been called when close() or abort() returns, and is called then."""
    with joined(loop, pair, Noting()) as ours:
        told: list[bool] = []

        def end() -> None:
            getattr(ours.transport, method)()
            told.append(ours.told.lost())

        loop.call_soon(end)
        ours.run_until(ours.told.lost)
        told.append(ours.told.lost())
        doing = f"{method}() in a callback: connection_lost() called (when it returns, later)"
        expect(told, [False, True], doing=doing)
