"""Questions of the chapter streams: what a transport does with bytes, and how it ends."""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import Any

import pytest

from conformance.clause import clause
from conformance.expect import expect, expect_no_failure, expect_raises, expect_same, expect_that
from conformance.suite.descriptors import Pair
from conformance.suite.driving import PATIENCE, Loop, ended_by, rescue
from conformance.suite.matter import kind
from conformance.suite.streaming import Noting, joined

MANY = bytes(range(251)) * 4000
"""A million bytes in which no shift and no swap goes unseen."""


def raised_by(call: Callable[..., object], *args: object) -> object:
    """The name of what the call raises, None if nothing."""
    return kind(ended_by(call, *args))


@clause("TRANS-01")
@pytest.mark.parametrize("full", [False, True], ids=["sent at once", "waiting"])
def test_close_sends_what_was_written(pair: Pair, loop: Loop, full: bool) -> None:
    """After write() and close(), the peer reads all that was written, and the end of the stream."""
    with joined(loop, pair, Noting()) as ours:
        written = ours.clog() if full else 0
        ours.transport.write(b"the end")
        ours.transport.close()
        ours.run_until(ours.peer.reads_until(lambda: ours.peer.ended), PATIENCE)
        got = (len(ours.peer.data), bytes(ours.peer.data[-7:]), ours.peer.ended)
        doing = "write(), close(), let the peer read: (bytes, the last seven, end of the stream)"
        expect(got, (written + 7, b"the end", True), doing=doing)


@clause("TRANS-02")
@pytest.mark.parametrize("full", [False, True], ids=["idle", "with bytes waiting"])
def test_after_close_nothing_is_received(pair: Pair, loop: Loop, full: bool) -> None:
    """What came, but was not handed on when close() was called, is not handed on later."""
    with joined(loop, pair, Noting()) as ours:
        if full:
            ours.clog()
        ours.peer.send(b"late")
        ours.transport.close()
        ours.settle()
        doing = "let the peer send, then close() before the loop runs: what data_received() gets"
        expect(bytes(ours.told.data), b"", doing=doing)


@clause("TRANS-03")
def test_a_transport_tells_that_it_closes(pair: Pair, loop: Loop) -> None:
    """is_closing() is False, True once close() was called, True when all is over."""
    with joined(loop, pair, Noting()) as ours:
        seen = [ours.transport.is_closing()]
        ours.transport.close()
        seen.append(ours.transport.is_closing())
        ours.run_until(ours.told.lost)
        seen.append(ours.transport.is_closing())
        expect(seen, [False, True, True], doing="is_closing() of a new, a closing, a closed transport")


@clause("TRANS-04")
def test_abort_does_not_wait(pair: Pair, loop: Loop) -> None:
    """abort() with bytes waiting ends the connection though the peer reads nothing; those bytes are lost."""
    with joined(loop, pair, Noting()) as ours:
        written = ours.clog()
        ours.transport.abort()
        lost = ours.run_until(ours.told.lost)
        expect(
            lost, True, doing="abort() with bytes waiting, the peer reads nothing: connection_lost() called"
        )
        ours.run_until(ours.peer.reads_until(lambda: ours.peer.ended), PATIENCE)
        expect_that(
            len(ours.peer.data) < written,
            doing=f"write {written} bytes of which some must wait, abort(); count what the peer reads then",
            expected=f"less than {written}",
            observed=len(ours.peer.data),
        )


@clause("TRANS-05")
def test_after_abort_nothing_is_received(pair: Pair, loop: Loop) -> None:
    """What came, but was not handed on when abort() was called, is not handed on later."""
    with joined(loop, pair, Noting()) as ours:
        ours.peer.send(b"late")
        ours.transport.abort()
        ours.settle()
        doing = "let the peer send, then abort() before the loop runs: what data_received() gets"
        expect(bytes(ours.told.data), b"", doing=doing)


@clause("TRANS-06")
@pytest.mark.parametrize("first", ["close", "abort"])
@pytest.mark.parametrize("second", ["close", "abort"])
def test_a_transport_may_be_ended_twice(pair: Pair, loop: Loop, first: str, second: str) -> None:
    """A second close() or abort(), before and after connection_lost(), changes nothing."""
    with joined(loop, pair, Noting()) as ours:
        raised = [raised_by(getattr(ours.transport, method)) for method in (first, second)]
        ours.run_until(ours.told.lost)
        raised.append(raised_by(getattr(ours.transport, second)))
        ours.settle()
        doing = f"{first}(), {second}(), run, {second}(): (what they raise, calls of connection_lost())"
        got = (raised, ours.told.calls.count("connection_lost"))
        expect(got, ([None] * 3, 1), doing=doing)


@clause("TRANS-07")
def test_write_does_not_block(pair: Pair, loop: Loop) -> None:
    """A million bytes are written while the peer reads nothing, and arrive in order when it reads."""
    with joined(loop, pair, Noting()) as ours, rescue(lambda: pair[1].shutdown(socket.SHUT_RDWR)):
        for start in range(0, len(MANY), 50_000):
            ours.transport.write(MANY[start : start + 50_000])
            ours.settle()
        ours.run_until(ours.peer.reads_until(lambda: len(ours.peer.data) >= len(MANY)), PATIENCE)
        got = (len(ours.peer.data), bytes(ours.peer.data) == MANY)
        doing = "write a million bytes, let the peer read then; compare"
        expect(got, (len(MANY), True), doing=doing)


@clause("TRANS-08")
@pytest.mark.parametrize("full", [False, True], ids=["sent at once", "waiting"])
@pytest.mark.parametrize("form", [list, tuple, iter], ids=["list", "tuple", "iterator"])
def test_lines_are_written_in_order(pair: Pair, loop: Loop, full: bool, form: Callable[[Any], Any]) -> None:
    """The pieces given to writelines() arrive in order, before what is written after them."""
    with joined(loop, pair, Noting()) as ours:
        if full:
            ours.clog()
        ours.transport.writelines(form([b"one ", b"two ", b"three "]))
        ours.transport.write(b"end")
        ours.run_until(ours.peer.reads_until(lambda: ours.peer.data.endswith(b"end")), PATIENCE)
        doing = "writelines() with three pieces, write(); the last bytes that the peer reads"
        expect(bytes(ours.peer.data[-17:]), b"one two three end", doing=doing)


@clause("TRANS-26")
@pytest.mark.parametrize("full", [False, True], ids=["sent at once", "waiting"])
def test_empty_pieces_are_nothing(pair: Pair, loop: Loop, full: bool) -> None:
    """writelines() with empty pieces sends the others; after close() the peer reads the end."""
    with joined(loop, pair, Noting()) as ours:
        if full:
            ours.clog()
        ours.transport.writelines([b"", b"one", b"", b"two", b""])
        ours.transport.close()
        ours.run_until(ours.peer.reads_until(lambda: ours.peer.ended))
        doing = "writelines() with empty pieces, close(): (the last bytes that the peer reads, its end)"
        expect((bytes(ours.peer.data[-6:]), ours.peer.ended), (b"onetwo", True), doing=doing)


@clause("TRANS-09")
@pytest.mark.parametrize("full", [False, True], ids=["idle", "with bytes waiting"])
def test_half_of_a_connection_can_be_closed(pair: Pair, loop: Loop, full: bool) -> None:
    """After write_eof(), the peer reads all and the end; what it sends then is received."""
    with joined(loop, pair, Noting()) as ours:
        written = ours.clog() if full else 0
        ours.transport.write_eof()
        ours.run_until(ours.peer.reads_until(lambda: ours.peer.ended), PATIENCE)
        ours.peer.send(b"answer")
        ours.run_until(lambda: ours.told.data)
        got = (len(ours.peer.data), ours.peer.ended, bytes(ours.told.data), ours.transport.is_closing())
        doing = "write_eof(): (bytes that the peer reads, its end, what the peer sends then, is_closing())"
        expect(got, (written, True, b"answer", False), doing=doing)


@clause("TRANS-10")
@pytest.mark.parametrize("full", [False, True], ids=["idle", "with bytes waiting"])
def test_after_write_eof_nothing_can_be_written(pair: Pair, loop: Loop, full: bool) -> None:
    """write() after write_eof() raises RuntimeError."""
    with joined(loop, pair, Noting()) as ours:
        if full:
            ours.clog()
        ours.transport.write_eof()
        expect_raises(RuntimeError, ours.transport.write, b"more", doing="write_eof(), then write()")


@clause("TRANS-11")
@pytest.mark.parametrize("full", [False, True], ids=["idle", "with bytes waiting"])
def test_write_eof_twice_is_write_eof(pair: Pair, loop: Loop, full: bool) -> None:
    """A second write_eof(), before or after the end was sent, raises nothing."""
    with joined(loop, pair, Noting()) as ours:
        if full:
            ours.clog()
        outcomes = [raised_by(ours.transport.write_eof), raised_by(ours.transport.write_eof)]
        ours.run_until(ours.peer.reads_until(lambda: ours.peer.ended))
        outcomes.append(raised_by(ours.transport.write_eof))
        doing = "write_eof() twice, let the peer read to the end, write_eof(): what they raise"
        expect(outcomes, [None] * 3, doing=doing)


@clause("TRANS-12")
def test_a_stream_can_be_half_closed(pair: Pair, loop: Loop) -> None:
    """can_write_eof() of the transport of a stream socket is True."""
    with joined(loop, pair, Noting()) as ours:
        expect(ours.transport.can_write_eof(), True, doing="can_write_eof() of a stream socket's transport")


@clause("TRANS-13")
@pytest.mark.parametrize("moment", ["data_received", "between"])
def test_a_paused_transport_hands_nothing_on(pair: Pair, loop: Loop, moment: str) -> None:
    """After pause_reading(), called inside data_received() or outside, no data comes."""
    told = Noting()
    told.hooks[moment] = lambda: told.transports[0].pause_reading()
    with joined(loop, pair, told) as ours:
        if moment == "data_received":
            ours.peer.send(b"first")
            ours.run_until(lambda: told.data)
        else:
            ours.transport.pause_reading()
        before = len(told.data)
        ours.peer.send(b"second")
        ours.settle()
        doing = f"pause_reading() ({moment}), let the peer send: what data_received() gets after that"
        expect(bytes(told.data[before:]), b"", doing=doing)


@clause("TRANS-25")
def test_a_transport_can_be_paused_from_the_start(pair: Pair, loop: Loop) -> None:
    """After pause_reading() inside connection_made(), what was there and what comes is held back."""
    told = Noting()
    told.hooks["connection_made"] = lambda: told.transports[0].pause_reading()
    pair[1].send(b"early ")
    with joined(loop, pair, told) as ours:
        ours.peer.send(b"late")
        ours.settle()
        doing = "pause_reading() inside connection_made(), data before and after: what data_received() gets"
        expect(bytes(told.data), b"", doing=doing)


@clause("TRANS-14")
def test_a_resumed_transport_hands_on(pair: Pair, loop: Loop) -> None:
    """After resume_reading(), what came during the pause and what comes later is handed on."""
    with joined(loop, pair, Noting()) as ours:
        ours.transport.pause_reading()
        ours.peer.send(b"during ")
        ours.settle()
        ours.transport.resume_reading()
        ours.peer.send(b"after")
        ours.run_until(lambda: len(ours.told.data) >= 12)
        doing = "pause_reading(), let the peer send, resume_reading(), let it send: what data_received() gets"
        expect(bytes(ours.told.data), b"during after", doing=doing)


@clause("TRANS-15")
def test_a_transport_tells_whether_it_reads(pair: Pair, loop: Loop) -> None:
    """is_reading() is True, False while paused, True when resumed."""
    with joined(loop, pair, Noting()) as ours:
        seen = [ours.transport.is_reading()]
        ours.transport.pause_reading()
        seen.append(ours.transport.is_reading())
        ours.transport.resume_reading()
        seen.append(ours.transport.is_reading())
        expect(seen, [True, False, True], doing="is_reading(); after pause_reading(); after resume_reading()")


@clause("TRANS-16")
def test_pauses_do_not_add_up(pair: Pair, loop: Loop) -> None:
    """resume, pause, pause, resume, resume: data comes; on a closed transport neither raises."""
    with joined(loop, pair, Noting()) as ours:
        steps = ["resume", "pause", "pause", "resume", "resume"]
        raised = [raised_by(getattr(ours.transport, f"{step}_reading")) for step in steps]
        ours.peer.send(b"data")
        ours.run_until(lambda: ours.told.data)
        ours.transport.close()
        raised.append(raised_by(ours.transport.pause_reading))
        ours.run_until(ours.told.lost)
        raised.append(raised_by(ours.transport.pause_reading))
        doing = (
            "resume, pause, pause, resume, resume; close(), pause; connection_lost(), pause: (raised, data)"
        )
        expect((raised, bytes(ours.told.data)), ([None] * 7, b"data"), doing=doing)


@clause("TRANS-17")
def test_the_protocol_can_be_changed(pair: Pair, loop: Loop) -> None:
    """After set_protocol(second), data goes to the second protocol and not to the first."""
    with joined(loop, pair, Noting()) as ours:
        first, second = ours.told, Noting()
        ours.peer.send(b"to the first")
        ours.run_until(lambda: first.data)
        ours.transport.set_protocol(second)
        expect_same(ours.transport.get_protocol(), second, doing="set_protocol(second), get_protocol()")
        ours.peer.send(b"to the second")
        ours.run_until(lambda: second.data or len(first.data) > len(b"to the first"))
        ours.transport.set_protocol(first)
        got = (bytes(first.data), bytes(second.data))
        doing = "set_protocol(second) between two messages: (data of the first, of the second)"
        expect(got, (b"to the first", b"to the second"), doing=doing)


@clause("TRANS-18")
def test_both_addresses_are_known(tcp: Pair, loop: Loop) -> None:
    """get_extra_info() gives what getpeername() and getsockname() of the socket gave."""
    sock, _ = tcp
    names = {"peername": sock.getpeername(), "sockname": sock.getsockname()}
    with joined(loop, tcp, Noting()) as ours:
        got = {name: ours.transport.get_extra_info(name) for name in names}
        expect(got, names, doing="get_extra_info('peername') and get_extra_info('sockname')")


@clause("TRANS-19")
def test_the_socket_is_known(tcp: Pair, loop: Loop) -> None:
    """get_extra_info('socket') gives an object that answers as the socket does."""
    name = tcp[0].getsockname()
    with joined(loop, tcp, Noting()) as ours:
        sock = ours.transport.get_extra_info("socket")
        is_socket = hasattr(sock, "getsockname") and hasattr(sock, "getsockopt")
        expect_that(
            is_socket, doing="get_extra_info('socket')", expected="a socket", observed=type(sock).__name__
        )
        got = (sock.getsockname(), sock.getsockopt(socket.SOL_SOCKET, socket.SO_TYPE))
        doing = "getsockname() and the option SO_TYPE of get_extra_info('socket')"
        expect(got, (name, int(socket.SOCK_STREAM)), doing=doing)


@clause("TRANS-20")
def test_unknown_information_has_a_default(pair: Pair, loop: Loop) -> None:
    """get_extra_info() of an unknown name gives the default, and None without one."""
    with joined(loop, pair, Noting()) as ours:
        ask = ours.transport.get_extra_info
        got = (ask("no such thing"), ask("no such thing", "default"))
        expect(got, (None, "default"), doing="get_extra_info('no such thing'), without and with a default")


@clause("TRANS-21")
@pytest.mark.parametrize("data", ["text", 1, None, [1]], ids=["str", "int", "None", "list"])
def test_only_bytes_can_be_written(pair: Pair, loop: Loop, data: Any) -> None:
    """write() of what is not bytes-like raises TypeError."""
    with joined(loop, pair, Noting()) as ours:
        expect_raises(TypeError, ours.transport.write, data, doing=f"write({data!r})")


@clause("TRANS-22")
@pytest.mark.parametrize("full", [False, True], ids=["sent at once", "waiting"])
@pytest.mark.parametrize("form", [bytes, bytearray, memoryview])
def test_all_kinds_of_bytes_can_be_written(
    pair: Pair, loop: Loop, full: bool, form: Callable[[bytes], Any]
) -> None:
    """What write() is given as bytes, bytearray or memoryview arrives."""
    with joined(loop, pair, Noting()) as ours:
        if full:
            ours.clog()
        doing = f"write({form.__name__}(b'data')); the last bytes that the peer reads"
        with expect_no_failure(b"data", doing=doing):
            ours.transport.write(form(b"data"))
            ours.run_until(ours.peer.reads_until(lambda: ours.peer.data.endswith(b"data")), PATIENCE)
            expect(bytes(ours.peer.data[-4:]), b"data", doing=doing)


@clause("TRANS-24")
@pytest.mark.parametrize("ending", ["close", "abort"])
def test_a_late_write_raises_nothing(pair: Pair, loop: Loop, ending: str) -> None:
    """write() after close() or abort(), before and after connection_lost(), raises nothing."""
    with joined(loop, pair, Noting()) as ours:
        getattr(ours.transport, ending)()
        raised = [raised_by(ours.transport.write, b"late")]
        ours.run_until(ours.told.lost)
        raised += [raised_by(ours.transport.write, b"later") for _ in range(10)]
        doing = f"{ending}(), write(), run, write() ten times: what they raise"
        expect(raised, [None] * 11, doing=doing)
