"""Questions of the chapter tls: bytes over a secured connection, and who is held back."""

from __future__ import annotations

import ssl
from array import array
from typing import Any

import pytest

from conformance.clause import clause
from conformance.expect import expect, expect_raises, expect_that
from conformance.posix import need_paths
from conformance.suite.certificates import CLIENT as CLIENT_NAME
from conformance.suite.certificates import V12, V13, asking_context, client_context, server_context
from conformance.suite.descriptors import Pair
from conformance.suite.driving import PATIENCE, Loop
from conformance.suite.securing import CLIENT, SIDES, Secured, Side, connecting, secured, server_peer
from conformance.suite.streaming import LUMP, Lending, Noting

ALL = pytest.mark.parametrize("side", SIDES, ids=str)
VERSIONS = pytest.mark.parametrize("version", [V12, V13], ids=["TLS 1.2", "TLS 1.3"])
MANY = bytes(range(251)) * 4000
"""A million bytes in which no shift and no swap goes unseen."""


def limited(side: Side, pair: Pair, version: ssl.TLSVersion) -> Any:
    """A peer that speaks this version only."""
    is_client = side.peer is not server_peer
    return side.peer(pair[1], (client_context if is_client else server_context)(version=version))


# -- what comes in


@clause("TLS-34")
@ALL
@VERSIONS
def test_data_with_the_end_of_the_handshake(
    pair: Pair, loop: Loop, side: Side, version: ssl.TLSVersion
) -> None:
    """What the peer sends in one piece with the end of its handshake is handed on, after the connection."""
    peer = limited(side, pair, version)
    peer.greeting = lambda: peer.say(b"early")
    with secured(loop, pair, Noting(), side.way(), peer) as ours:
        ours.run_until(lambda: len(ours.told.data) >= 5)
        doing = "the peer's last piece of the handshake has data behind it: (calls, data)"
        got = (ours.told.story(), bytes(ours.told.data))
        expect(got, (["connection_made", "data_received"], b"early"), doing=doing)


@clause("TLS-34")
@ALL
@VERSIONS
def test_a_whole_conversation_with_the_end_of_the_handshake(
    pair: Pair, loop: Loop, side: Side, version: ssl.TLSVersion
) -> None:
    """Data and goodbye in one piece with the end of the handshake: four calls, in order."""
    peer = limited(side, pair, version)

    def greet() -> None:
        peer.say(b"early")
        peer.part()

    peer.greeting = greet
    with secured(loop, pair, Noting(), side.way(), peer) as ours:
        ours.run_until(ours.told.lost)
        doing = "the peer's last piece of the handshake has data and its goodbye behind it: (calls, data)"
        calls = ["connection_made", "data_received", "eof_received", "connection_lost"]
        expect((ours.told.story(), bytes(ours.told.data)), (calls, b"early"), doing=doing)


@clause("TLS-35")
@ALL
@pytest.mark.parametrize("most", [1, 1000, LUMP], ids=["a byte at a time", "in pieces", "in lumps"])
def test_all_that_is_sent_arrives(pair: Pair, loop: Loop, side: Side, most: int) -> None:
    """What the peer sends, handshake included, arrives whole, however it is cut."""
    peer, sent = side.peer(pair[1]), MANY[: 2000 if most == 1 else len(MANY)]
    peer.most = most
    with secured(loop, pair, Noting(), side.way(), peer) as ours:
        peer.say(sent)
        peer.part()
        ours.run_until(ours.told.lost, PATIENCE)
        got = (len(ours.told.data), bytes(ours.told.data) == sent)
        doing = (
            f"the peer sends {len(sent)} bytes, at most {most} in a piece: (how many arrive, are they those)"
        )
        expect(got, (len(sent), True), doing=doing)


def lent(loop: Loop, pair: Pair, told: Lending, many: int) -> tuple[int, bool]:
    """How many of so many bytes arrive in the room that a protocol lends, and whether they are the same."""
    with secured(loop, pair, told) as ours:
        ours.peer.say(MANY[:many])
        ours.peer.part()
        ours.run_until(told.lost, PATIENCE)
        return len(told.data), bytes(told.data) == MANY[:many]


@clause("TLS-42")
@pytest.mark.parametrize(("size", "many"), [(1, 1000), (7, 5000), (100_000, len(MANY))])
def test_a_protocol_lends_its_room(pair: Pair, loop: Loop, size: int, many: int) -> None:
    """A BufferedProtocol with room of any size gets all that the peer sends."""
    doing = f"a BufferedProtocol lends a view of {size} bytes, gets {many}: (how many arrive, the same)"
    expect(lent(loop, pair, Lending(size, memoryview), many), (many, True), doing=doing)


def numbers(room: bytearray) -> array[int]:
    """As much room, in an array."""
    return array("B", room)


@clause("TLS-63")
@pytest.mark.parametrize("form", [bytearray, memoryview, numbers])
def test_any_kind_of_room_can_be_lent(pair: Pair, loop: Loop, form: Any) -> None:
    """A BufferedProtocol that lends a bytearray, a view or an array gets records that come in one piece."""
    need_paths()  # over TCP bytes are under way, and not there at once
    with secured(loop, pair, Lending(1000, form)) as ours:
        for record in (b"one", b"two", b"three"):
            ours.peer.say(record)
        ours.deliver()
        doing = f"three records in one piece, the room is of {form.__name__}: what arrives"
        expect(bytes(ours.told.data), b"onetwothree", doing=doing)


@clause("TLS-37")
def test_tls_answers_by_itself(pair: Pair, loop: Loop) -> None:
    """A server that asks for the certificate after the handshake gets it, though nothing is written."""
    peer = server_peer(pair[1], asking_context(later=True))
    with secured(loop, pair, Noting(), connecting(ssl=client_context(shows=True)), peer) as ours:
        ours.converse()
        peer.ssl.verify_client_post_handshake()
        peer.say(b"who are you?")
        ours.run_until(lambda: peer.ssl.getpeercert())
        shown: Any = peer.ssl.getpeercert() or {}
        names = [name for _, name in shown.get("subjectAltName", ())]
        doing = (
            "the server asks for the client's certificate after the handshake; the names in what it is shown"
        )
        expect(names, [CLIENT_NAME], doing=doing)


@clause("TLS-38")
def test_a_paused_connection_hands_nothing_on(pair: Pair, loop: Loop) -> None:
    """After pause_reading() nothing is handed on."""
    with secured(loop, pair, Noting()) as ours:
        ours.transport.pause_reading()
        ours.peer.say(b"data")
        ours.deliver()
        doing = "pause_reading(), let the peer send: what data_received() gets"
        expect(bytes(ours.told.data), b"", doing=doing)


@clause("TLS-38")
def test_a_connection_can_be_paused_from_the_start(pair: Pair, loop: Loop) -> None:
    """After pause_reading() inside connection_made(), what came with the handshake is held back."""
    told, peer = Noting(), limited(CLIENT, pair, V12)
    told.hooks["connection_made"] = lambda: told.transports[-1].pause_reading()
    peer.greeting = lambda: peer.say(b"early")
    with secured(loop, pair, told, connecting(), peer) as ours:
        ours.deliver()
        doing = "pause_reading() inside connection_made(), data with the handshake: what data_received() gets"
        expect(bytes(told.data), b"", doing=doing)


@clause("TLS-38")
def test_what_was_received_is_held_back(pair: Pair, loop: Loop) -> None:
    """After pause_reading() inside data_received(), records that came in the same piece are held back."""
    need_paths()  # over TCP bytes are under way, and not there at once
    with secured(loop, pair, Noting()) as ours:
        told, seen = ours.told, list[int]()

        def pause() -> None:
            seen.append(len(told.data))
            ours.transport.pause_reading()

        told.hooks["data_received"] = pause
        for record in (b"one", b"two", b"three"):
            ours.peer.say(record)
        ours.deliver()
        after = len(told.data) - seen[0] if seen else None
        doing = "three records in one piece, pause_reading() inside data_received(): bytes handed on after it"
        expect(after, 0, doing=doing)


@clause("TLS-39")
def test_a_resumed_connection_hands_on(pair: Pair, loop: Loop) -> None:
    """After resume_reading(), what came during the pause and what comes later is handed on."""
    with secured(loop, pair, Noting()) as ours:
        ours.transport.pause_reading()
        ours.peer.say(b"during ")
        ours.deliver()
        ours.transport.resume_reading()
        ours.peer.say(b"after")
        ours.run_until(lambda: len(ours.told.data) >= 12)
        doing = "pause_reading(), data, resume_reading(), data: what data_received() gets"
        expect(bytes(ours.told.data), b"during after", doing=doing)


@clause("TLS-39")
def test_what_was_held_back_is_handed_on(pair: Pair, loop: Loop) -> None:
    """Records held back by pause_reading() inside data_received() come after resume_reading(), unasked."""
    with secured(loop, pair, Noting()) as ours:
        ours.told.hooks["data_received"] = ours.transport.pause_reading
        for record in (b"one", b"two", b"three"):
            ours.peer.say(record)
        ours.deliver()
        ours.told.hooks.clear()
        ours.transport.resume_reading()
        ours.run_alone(lambda: len(ours.told.data) >= 11)
        doing = "three records in one piece, pause_reading() inside data_received(), resume_reading(): data"
        expect(bytes(ours.told.data), b"onetwothree", doing=doing)


@clause("TLS-39")
def test_the_end_waits_for_the_data(pair: Pair, loop: Loop) -> None:
    """When the peer says goodbye during a pause, data and end are told after resume_reading()."""
    with secured(loop, pair, Noting()) as ours:
        ours.transport.pause_reading()
        ours.peer.say(b"data")
        ours.peer.part()
        ours.deliver()
        pair[1].shutdown(1)
        ours.settle()
        ours.transport.resume_reading()
        ours.run_until(ours.told.lost)
        got = (ours.told.story(), bytes(ours.told.data))
        calls = ["connection_made", "data_received", "eof_received", "connection_lost"]
        doing = "pause_reading(), data and close_notify come, resume_reading(): (calls, data)"
        expect(got, (calls, b"data"), doing=doing)


# -- what goes out


@clause("TLS-36")
@ALL
@pytest.mark.parametrize("way", ["write", "writelines"])
def test_all_that_is_written_arrives(pair: Pair, loop: Loop, side: Side, way: str) -> None:
    """A million bytes written while the peer reads nothing arrive whole when it reads."""
    with secured(loop, pair, Noting(), side.way(), side.peer(pair[1])) as ours:
        pieces = [MANY[start : start + 50_000] for start in range(0, len(MANY), 50_000)]
        if way == "writelines":
            ours.transport.writelines(pieces)
        for piece in pieces if way == "write" else ():
            ours.transport.write(piece)
            ours.settle()
        ours.run_until(lambda: len(ours.peer.data) >= len(MANY))
        got = (len(ours.peer.data), bytes(ours.peer.data) == MANY)
        doing = f"{way}() a million bytes, let the peer read then: (how many it reads, are they those)"
        expect(got, (len(MANY), True), doing=doing)


@clause("TLS-36")
def test_a_slow_reader_gets_all(pair: Pair, loop: Loop) -> None:
    """A peer that reads a byte at a time gets what was written."""
    with secured(loop, pair, Noting()) as ours:
        ours.peer.most = 1
        ours.transport.write(MANY[:3000])
        ours.run_until(lambda: len(ours.peer.data) >= 3000, PATIENCE)
        expect(
            bytes(ours.peer.data) == MANY[:3000], True, doing="write 3000 bytes to a peer that reads 1 a turn"
        )


@clause("TLS-36")
@pytest.mark.parametrize("form", [bytearray, memoryview])
def test_what_is_written_may_change(pair: Pair, loop: Loop, form: Any) -> None:
    """A buffer that is changed after write() is sent as it was, or as it is: nothing else."""
    with secured(loop, pair, Noting()) as ours:
        buffer = bytearray(b"as it was")
        ours.transport.write(form(buffer) if form is memoryview else buffer)
        buffer[:] = b"as it is."
        ours.run_until(lambda: len(ours.peer.data) >= 9)
        expect_that(
            bytes(ours.peer.data) in (b"as it was", b"as it is."),
            doing=f"write({form.__name__}), change it: what the peer reads",
            expected="b'as it was' or b'as it is.'",
            observed=bytes(ours.peer.data),
        )


@clause("TLS-58")
@pytest.mark.parametrize("data", ["text", 1, None, [1]], ids=["str", "int", "None", "list"])
def test_only_bytes_can_be_written(pair: Pair, loop: Loop, data: Any) -> None:
    """write() of what is not bytes-like raises TypeError."""
    with secured(loop, pair, Noting()) as ours:
        expect_raises(TypeError, ours.transport.write, data, doing=f"write({data!r})")


@clause("TLS-43")
@ALL
def test_a_secured_connection_has_no_halves(pair: Pair, loop: Loop, side: Side) -> None:
    """can_write_eof() is False."""
    with secured(loop, pair, Noting(), side.way(), side.peer(pair[1])) as ours:
        expect(ours.transport.can_write_eof(), False, doing="can_write_eof() of a secured connection")


@clause("TLS-44")
def test_half_of_it_cannot_be_closed(pair: Pair, loop: Loop) -> None:
    """write_eof() raises NotImplementedError, and the connection goes on."""
    with secured(loop, pair, Noting()) as ours:
        doing = "write_eof() of a secured connection"
        expect_raises(NotImplementedError, ours.transport.write_eof, doing=doing)
        ours.transport.write(b"more")
        ours.run_until(lambda: ours.peer.data)
        expect(
            bytes(ours.peer.data), b"more", doing="write_eof(), which raises, then write(); the peer reads"
        )


# -- who is held back


def drain(ours: Secured[Noting]) -> None:
    """Let the peer read until nothing waits, and what is due happen."""
    ours.run_until(lambda: not ours.transport.get_write_buffer_size())
    ours.settle()


@clause("TLS-40")
def test_the_writer_is_paused_and_resumed(pair: Pair, loop: Loop) -> None:
    """pause_writing() when more waits than the high mark, resume_writing() when the peer has read."""
    with secured(loop, pair, Noting()) as ours:
        ours.transport.set_write_buffer_limits(high=LUMP, low=1000)
        early = list(ours.told.writing())
        ours.write_until_it_waits(more_than=LUMP)
        full = list(ours.told.writing())
        drain(ours)
        got = (early, full, ours.told.writing())
        paused = ["pause_writing"]
        expected = (list[str](), paused, [*paused, "resume_writing"])
        doing = "calls of flow control: at first, when more waits than the high mark, when the peer has read"
        expect(got, expected, doing=doing)


@clause("TLS-40")
def test_the_writer_goes_on_at_the_low_mark(pair: Pair, loop: Loop) -> None:
    """When resume_writing() is called, no more waits than the low mark."""
    with secured(loop, pair, Noting()) as ours:
        sizes: list[int] = []
        size = ours.transport.get_write_buffer_size
        ours.told.hooks["resume_writing"] = lambda: sizes.append(size())
        ours.transport.set_write_buffer_limits(high=LUMP, low=1000)
        ours.write_until_it_waits(more_than=LUMP)
        drain(ours)
        expect_that(
            bool(sizes) and sizes[0] <= 1000,
            doing="get_write_buffer_size() inside resume_writing(), the low mark is 1000",
            expected="one number, at most 1000",
            observed=sizes,
        )


@clause("TLS-41")
def test_the_marks_are_known(pair: Pair, loop: Loop) -> None:
    """get_write_buffer_limits() returns what was set, the low mark first."""
    with secured(loop, pair, Noting()) as ours:
        ours.transport.set_write_buffer_limits(high=50, low=10)
        got = ours.transport.get_write_buffer_limits()
        expect(got, (10, 50), doing="set_write_buffer_limits(50, 10), get_write_buffer_limits()")


@clause("TLS-41")
def test_the_size_of_the_buffer_is_known(pair: Pair, loop: Loop) -> None:
    """get_write_buffer_size() is 0, positive while the peer reads nothing, and 0 when it has read all."""
    with secured(loop, pair, Noting()) as ours:
        size = ours.transport.get_write_buffer_size
        first = size()
        ours.clog()
        full = size()
        ours.run_until(lambda: not size())
        doing = "get_write_buffer_size(): (at first, positive while bytes wait, when the peer has read)"
        expect((first, full > 0, size()), (0, True, 0), doing=doing)


# -- whose it is


@clause("TLS-56")
@ALL
def test_the_protocol_can_be_changed(pair: Pair, loop: Loop, side: Side) -> None:
    """After set_protocol(second), data goes to the second protocol and not to the first."""
    with secured(loop, pair, Noting(), side.way(), side.peer(pair[1])) as ours:
        first, second = ours.told, Noting()
        ours.peer.say(b"one")
        ours.run_until(lambda: first.data)
        ours.transport.set_protocol(second)
        same = ours.transport.get_protocol() is second
        expect(same, True, doing="set_protocol(second); is get_protocol() the second")
        ours.peer.say(b"two")
        ours.run_until(lambda: second.data or len(first.data) > 3)
        ours.transport.set_protocol(first)
        got = (bytes(first.data), bytes(second.data), second.calls.count("connection_made"))
        doing = (
            "set_protocol() between two messages: (data of the first, of the second, its connection_made())"
        )
        expect(got, (b"one", b"two", 0), doing=doing)
