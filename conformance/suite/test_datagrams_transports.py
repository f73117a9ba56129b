"""Questions of the chapter datagrams: what transports send, and what protocols are told."""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.clause import clause
from conformance.expect import expect, expect_no_failure, expect_raises, expect_same, expect_that
from conformance.models import datagrams as model
from conformance.suite.datagrams import (
    ANYWHERE,
    Endpoint,
    Heard,
    arrive,
    endpoint,
    read_all,
)
from conformance.suite.driving import Loop, NewLoop, ended_by
from conformance.suite.matter import Boom, hear, kind, reported
from conformance.suite.sockets import Keeper, few

DATAGRAM = socket.SOCK_DGRAM
NONE: list[bytes] = []
TOO_MUCH = bytes(70_000)
"""More than a datagram can carry."""


# -- what comes in


@clause("DGRAM-23")
def test_no_history_disturbs_the_order(new_loop: NewLoop) -> None:
    """Whatever two endpoints do, connection_made() comes first and connection_lost() last, each once."""
    model.judge(new_loop, model.calls_come_in_order)


@clause("DGRAM-23")
def test_the_end_is_the_last_call(keeper: Keeper, loop: Loop) -> None:
    """A protocol that has heard data, an error and a pause hears nothing after connection_lost()."""
    sock, peer = keeper.letters()
    with endpoint(loop, sock=sock) as ours:
        peer.send(b"data")
        ours.hears()
        ours.transport.sendto(TOO_MUCH)
        for _ in range(10):
            ours.flood()  # over the high mark, where there is one
        hear(loop)
        ours.transport.abort()
        ours.run_until(ours.told.lost)
        ours.settle()
        calls = ours.told.calls
        edges = [call for call in calls if call in ("connection_made", "connection_lost")]
        wanted = ["connection_made", "connection_lost"]
        doing = "hear data, send too much, send until paused, abort(): (first and last call, all such calls)"
        expect(([*calls[:1], *calls[-1:]], edges), (wanted, wanted), doing=doing)


@clause("DGRAM-24")
def test_data_and_sender_are_told(keeper: Keeper, loop: Loop) -> None:
    """datagram_received() is given bytes, and the address of the socket that sent them."""
    peers = [keeper.bound(DATAGRAM) for _ in range(2)]
    with endpoint(loop, local_addr=ANYWHERE) as ours:
        for count, peer in enumerate(peers, 1):
            peer.sendto(b"data", ours.address)
            ours.hears(count)
        got = list(zip(ours.told.letters, ours.told.senders, strict=True))
        wanted = [(b"data", peer.getsockname()) for peer in peers]
        expect(got, wanted, doing="let two sockets send; the arguments of datagram_received()")


@clause("DGRAM-25")
@given(letters=st.lists(st.binary(min_size=1, max_size=60), max_size=8))
def test_each_datagram_is_a_call(
    new_keeper: Callable[[], Keeper], new_loop: NewLoop, letters: list[bytes]
) -> None:
    """As many calls come as datagrams were sent, each with the data of one."""
    keeper, loop = new_keeper(), new_loop()
    sock, peer = keeper.letters()
    try:
        with endpoint(loop, sock=sock) as ours:
            for letter in letters:
                peer.send(letter)
            got = sorted(ours.hears(len(letters)))
            expect(got, sorted(letters), doing=f"send the datagrams {letters}; those received, sorted")
    finally:
        loop.close()
        keeper.close()


@clause("DGRAM-26")
def test_an_empty_datagram_is_received(keeper: Keeper, loop: Loop) -> None:
    """An empty datagram is received as such, between two others."""
    peer = keeper.bound(DATAGRAM)
    with endpoint(loop, local_addr=ANYWHERE) as ours:
        for count, letter in enumerate([b"first", b"", b"last"], 1):
            peer.sendto(letter, ours.address)
            ours.hears(count)
        expect(
            ours.told.letters, [b"first", b"", b"last"], doing="send b'first', b'', b'last'; those received"
        )


@clause("DGRAM-27")
def test_the_largest_datagram_passes(loop: Loop) -> None:
    """65507 bytes that one endpoint sends are received by another, in one call."""
    data = bytes(range(256)) * 255 + bytes(227)
    with endpoint(loop, local_addr=ANYWHERE) as ours, endpoint(loop, remote_addr=ours.address) as theirs:
        theirs.transport.sendto(data)
        got = [few(letter) for letter in ours.hears()]
        whole = ours.told.letters == [data]
        expect(
            (got, whole),
            (["65507 bytes"], True),
            doing="send 65507 bytes; (those received, are they the same)",
        )


# -- what goes out


@clause("DGRAM-28")
def test_one_endpoint_sends_to_many(keeper: Keeper, loop: Loop) -> None:
    """Each peer receives what was sent to its address, and nothing else."""
    peers = [keeper.bound(DATAGRAM) for _ in range(3)]
    with endpoint(loop, local_addr=ANYWHERE) as ours:
        for number, peer in enumerate(peers):
            ours.transport.sendto(b"for %d" % number, peer.getsockname())
        got = [arrive(ours, peer) for peer in peers]
        expect(
            got, [[b"for 0"], [b"for 1"], [b"for 2"]], doing="sendto() three addresses; what arrives at each"
        )


@clause("DGRAM-29")
def test_a_connected_endpoint_sends_to_its_peer_only(keeper: Keeper, loop: Loop) -> None:
    """The remote address may be named; another raises ValueError, and nothing is sent there."""
    peer, stranger = keeper.bound(DATAGRAM), keeper.bound(DATAGRAM)
    with endpoint(loop, remote_addr=peer.getsockname()) as ours:
        ours.transport.sendto(b"named", peer.getsockname())
        doing = "sendto(data, another address) of a connected endpoint"
        expect_raises(ValueError, ours.transport.sendto, b"astray", stranger.getsockname(), doing=doing)
        got = (arrive(ours, peer), read_all(stranger))
        expect(got, ([b"named"], NONE), doing=f"{doing}, and sendto(data, its own): what arrives at each")


@clause("DGRAM-30")
@pytest.mark.parametrize("wrap", [bytes, bytearray, memoryview])
def test_bytes_of_any_kind_are_sent(
    keeper: Keeper, loop: Loop, wrap: Callable[[bytes], bytes | bytearray | memoryview]
) -> None:
    """sendto() sends the bytes of bytes, bytearray and memoryview."""
    peer = keeper.bound(DATAGRAM)
    with endpoint(loop, remote_addr=peer.getsockname()) as ours:
        doing = f"sendto({wrap.__name__}(b'data')); what arrives"
        with expect_no_failure([b"data"], doing=doing):
            ours.transport.sendto(wrap(b"data"))
            expect(arrive(ours, peer), [b"data"], doing=doing)


@clause("DGRAM-31")
@pytest.mark.parametrize("data", ["text", 7, ["a"]])
def test_other_things_are_refused(keeper: Keeper, loop: Loop, data: object) -> None:
    """sendto() of text, of a number and of a list raises TypeError."""
    with endpoint(loop, remote_addr=keeper.bound(DATAGRAM).getsockname()) as ours:
        expect_raises(TypeError, ours.transport.sendto, data, doing=f"sendto({data!r})")


@clause("DGRAM-32")
def test_an_empty_datagram_is_sent(keeper: Keeper, loop: Loop) -> None:
    """sendto(b'') sends an empty datagram, between two others."""
    sock, peer = keeper.letters()
    with endpoint(loop, sock=sock) as ours:
        for letter in (b"first", b"", b"last"):
            ours.transport.sendto(letter)
        doing = "sendto() of b'first', b'', b'last'; what arrives"
        expect(arrive(ours, peer, 3), [b"first", b"", b"last"], doing=doing)


FULL = "send until a datagram waits"


@clause("DGRAM-34")
def test_what_cannot_be_sent_waits(keeper: Keeper, loop: Loop) -> None:
    """sendto() returns although the peer takes nothing; once it reads, all arrive."""
    sock, peer = keeper.letters()
    with endpoint(loop, sock=sock) as ours:
        sent = ours.flood()
        got = arrive(ours, peer, len(sent))
        doing = "send more than the system holds, then let the peer read; do all arrive?"
        expect(all(letter in got for letter in sent), True, doing=doing)


@clause("DGRAM-35")
def test_no_history_harms_what_is_sent(new_loop: NewLoop) -> None:
    """Whatever two endpoints do, each receives a beginning of what the other sent, in order, each once."""
    model.judge(new_loop, model.letters_come_in_order)


@clause("DGRAM-36")
def test_what_waits_does_not_change(keeper: Keeper, loop: Loop) -> None:
    """A bytearray that changes while its datagram waits is sent as it was."""
    sock, peer = keeper.letters()
    with endpoint(loop, sock=sock) as ours:
        sent = ours.clog()
        data = bytearray(b"before")
        ours.transport.sendto(data)
        data[:] = b"change"
        got = arrive(ours, peer, len(sent) + 1)[len(sent) :]
        expect(got, [b"before"], doing=f"{FULL}; sendto(bytearray(b'before')), change it; what arrives last")


@clause("DGRAM-37")
def test_what_waits_goes_to_its_address(keeper: Keeper, loop: Loop) -> None:
    """Datagrams for two addresses that wait in one transport arrive where they were sent to."""
    one, other = keeper.letter_box(), keeper.letter_box()
    with endpoint(loop, sock=keeper.letter_box()) as ours:
        sent = ours.clog(one.getsockname())
        ours.transport.sendto(b"for the other", other.getsockname())
        ours.transport.sendto(b"for the one", one.getsockname())
        got = (arrive(ours, one, len(sent) + 1), arrive(ours, other))
        wanted = ([*sent, b"for the one"], [b"for the other"])
        expect(got, wanted, doing=f"{FULL}, then send to another and to the same; what arrives at each")


# -- flow control


@clause("DGRAM-38")
def test_what_waits_is_counted(keeper: Keeper, loop: Loop) -> None:
    """The size of the buffer is 0, then at least what waits, then 0 when the peer has read all."""
    sock, peer = keeper.letters()
    with endpoint(loop, sock=sock) as ours:
        size = ours.transport.get_write_buffer_size
        first = size()
        sent = ours.clog()
        for _ in range(10):
            ours.transport.sendto(bytes(100))
        full = size()
        arrive(ours, peer, len(sent) + 10)
        ours.settle()
        doing = f"{FULL}, 10 more of 100 bytes: (size at first, is it 1000 then, size when all is read)"
        expect((first, full >= 1000, size()), (0, True, 0), doing=doing)


def paused(ours: Endpoint, low: int) -> list[bytes]:
    """Let the sender be paused; all that was sent."""
    sent = ours.clog()
    ours.transport.set_write_buffer_limits(ours.transport.get_write_buffer_size() + 3000, low)
    for _ in range(40):
        sent.append(bytes(100))
        ours.transport.sendto(sent[-1])
    ours.settle()
    return sent


@clause("DGRAM-39")
def test_no_history_pauses_twice(new_loop: NewLoop) -> None:
    """Whatever endpoints and a peer that stalls do, none is asked to pause twice before it goes on."""
    model.judge(new_loop, model.pauses_are_told_once)


@clause("DGRAM-39")
def test_a_fast_sender_is_paused(keeper: Keeper, loop: Loop) -> None:
    """pause_writing() is called once, when more waits than the high mark allows."""
    sock, _ = keeper.letters()
    with endpoint(loop, sock=sock) as ours:
        paused(ours, 0)
        doing = f"{FULL}; send 4000 bytes more with a high mark at 3000 more; the calls of flow control"
        expect(ours.told.writing(), ["pause_writing"], doing=doing)


@clause("DGRAM-40")
def test_a_paused_sender_is_resumed(keeper: Keeper, loop: Loop) -> None:
    """resume_writing() is called once, when the peer has read all."""
    sock, peer = keeper.letters()
    with endpoint(loop, sock=sock) as ours:
        sent = paused(ours, 1000)
        arrive(ours, peer, len(sent))
        ours.settle()
        resumed = [call for call in ours.told.writing() if call == "resume_writing"]
        doing = f"{FULL}, over the high mark; let the peer read all; the calls of resume_writing()"
        expect(resumed, ["resume_writing"], doing=doing)


# -- errors


@clause("DGRAM-41")
def test_a_closed_port_is_told(keeper: Keeper, loop: Loop) -> None:
    """error_received() is called with ConnectionRefusedError when nobody has the peer's port."""
    gone = keeper.bound(DATAGRAM)
    address = gone.getsockname()
    gone.close()
    with endpoint(loop, remote_addr=address) as ours:
        ours.transport.sendto(b"question")
        ours.run_until(lambda: ours.told.errors)
        doing = "sendto() a port that nobody has; the arguments of error_received()"
        expect([kind(error) for error in ours.told.errors], ["ConnectionRefusedError"], doing=doing)


@clause("DGRAM-42")
@pytest.mark.parametrize("cause", ["too large", "nobody there"])
def test_an_endpoint_outlives_errors(keeper: Keeper, loop: Loop, cause: str) -> None:
    """After an error, whatever its cause, the endpoint receives, and what it sends arrives."""
    gone, peer = keeper.bound(DATAGRAM), keeper.bound(DATAGRAM)
    gone_to = gone.getsockname()
    gone.close()
    sock = keeper.bound(DATAGRAM)
    sock.connect(peer.getsockname())
    with endpoint(loop, sock=sock) as ours:
        if cause == "too large":
            ours.transport.sendto(TOO_MUCH)
        else:
            sock.connect(gone_to)
            sock.send(b"to nobody")
        ours.run_until(lambda: ours.told.errors)
        if cause == "nobody there":
            sock.connect(peer.getsockname())
        peer.sendto(b"question", ours.address)
        heard = ours.hears()
        ours.transport.sendto(b"answer")
        doing = f"let a datagram fail ({cause}): (what is received then, what arrives at the peer)"
        expect((heard, arrive(ours, peer)), ([b"question"], [b"answer"]), doing=doing)


@clause("DGRAM-43")
def test_too_much_is_told(keeper: Keeper, loop: Loop) -> None:
    """sendto() of 70000 bytes raises nothing, and error_received() is called with the OSError."""
    with endpoint(loop, remote_addr=keeper.bound(DATAGRAM).getsockname()) as ours:
        outcome = ended_by(ours.transport.sendto, TOO_MUCH)
        ours.run_until(lambda: ours.told.errors)
        told = [kind(error) for error in ours.told.errors]
        doing = "sendto() 70000 bytes: (what it gives, the arguments of error_received())"
        expect((kind(outcome), told), (None, ["OSError"]), doing=doing)


@clause("DGRAM-45")
def test_an_endpoint_outlives_its_protocol(keeper: Keeper, loop: Loop) -> None:
    """What datagram_received() raises is reported once, and the next datagram is received."""
    heard, peer = hear(loop), keeper.bound(DATAGRAM)
    with endpoint(loop, local_addr=ANYWHERE) as ours:
        ours.told.faults["datagram_received"] = Boom()
        peer.sendto(b"first", ours.address)
        ours.hears()
        ours.told.faults.clear()
        peer.sendto(b"second", ours.address)
        got = ours.hears(2)
        doing = "let datagram_received() raise Boom, then send again: (reports, those received)"
        expect((reported(heard), got), (["Boom"], [b"first", b"second"]), doing=doing)


# -- about the transport


@clause("DGRAM-55")
def test_a_transport_knows_its_address(keeper: Keeper, loop: Loop) -> None:
    """sockname is the address where the endpoint receives, as the socket tells it, too."""
    peer = keeper.bound(DATAGRAM)
    with endpoint(loop, local_addr=ANYWHERE) as ours:
        name = ours.transport.get_extra_info("sockname")
        sock = ours.transport.get_extra_info("socket")
        same = sock is not None and sock.getsockname() == name
        peer.sendto(b"data", name)
        doing = "send to get_extra_info('sockname'): (does the socket tell the same, those received)"
        expect((same, ours.hears()), (True, [b"data"]), doing=doing)


@clause("DGRAM-56")
def test_a_transport_knows_its_peer(keeper: Keeper, loop: Loop) -> None:
    """peername is the remote address of a connected endpoint, and None without one."""
    address = keeper.bound(DATAGRAM).getsockname()
    cases: list[tuple[dict[str, Any], object]] = [
        ({"remote_addr": address}, address),
        ({"local_addr": ANYWHERE}, None),
    ]
    for options, wanted in cases:
        with endpoint(loop, **options) as ours:
            got = ours.transport.get_extra_info("peername")
            expect(got, wanted, doing=f"get_extra_info('peername') of an endpoint with {list(options)}")


@clause("DGRAM-57")
def test_a_protocol_is_relieved(keeper: Keeper, loop: Loop) -> None:
    """After set_protocol(), the new protocol receives, and the old one no longer."""
    peer, successor = keeper.bound(DATAGRAM), Heard()
    with endpoint(loop, local_addr=ANYWHERE) as ours:
        old, ours.told = ours.told, successor
        ours.transport.set_protocol(successor)
        expect_same(ours.transport.get_protocol(), successor, doing="set_protocol(new); get_protocol()")
        peer.sendto(b"data", ours.address)
        got = (ours.hears(), old.letters)
        ours.transport.set_protocol(old)
        expect(
            got, ([b"data"], NONE), doing="set_protocol(new): what the new one receives, and what the old one"
        )


@clause("DGRAM-53")
@pytest.mark.parametrize("how", ["close", "abort"])
def test_a_transport_tells_that_it_ends(loop: Loop, how: str) -> None:
    """is_closing() is false, true after close() or abort(), and still true when all is over."""
    with endpoint(loop, local_addr=ANYWHERE) as ours:
        answers = [ours.transport.is_closing()]
        getattr(ours.transport, how)()
        answers.append(ours.transport.is_closing())
        ours.run_until(ours.told.lost)
        answers.append(ours.transport.is_closing())
        expect_that(
            [bool(answer) for answer in answers] == [False, True, True],
            doing=f"is_closing() at first, after {how}(), and at the end",
            expected="false, true, true",
            observed=answers,
        )
