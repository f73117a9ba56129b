"""Questions of the chapter datagrams: how an endpoint comes about."""

from __future__ import annotations

import asyncio
import socket
from typing import Any

import pytest

from conformance.clause import clause
from conformance.expect import expect, expect_no_failure, expect_same, expect_that
from conformance.suite.datagrams import ANYWHERE, DOING, Heard, arrive, endpoint, refusal
from conformance.suite.driving import Loop, complete
from conformance.suite.matter import kind
from conformance.suite.sockets import HOST, Keeper

DATAGRAM = socket.SOCK_DGRAM


@clause("DGRAM-01")
def test_an_endpoint_is_bound(keeper: Keeper, loop: Loop) -> None:
    """What is sent to the local address reaches the protocol that the factory returned."""
    peer = keeper.bound(DATAGRAM)
    with endpoint(loop, local_addr=ANYWHERE) as ours:
        peer.sendto(b"question", ours.address)
        expect(ours.hears(), [b"question"], doing="create_datagram_endpoint(local_addr=...); send there")
        expect_same(ours.protocol, ours.told, doing=f"{DOING}: the second of what it returns")


@clause("DGRAM-02")
def test_an_endpoint_is_connected(keeper: Keeper, loop: Loop) -> None:
    """sendto() without an address sends to the remote address."""
    peer = keeper.bound(DATAGRAM)
    with endpoint(loop, remote_addr=peer.getsockname()) as ours:
        ours.transport.sendto(b"question")
        doing = "create_datagram_endpoint(remote_addr=...); sendto(data); what arrives there"
        expect(arrive(ours, peer), [b"question"], doing=doing)


@clause("DGRAM-03")
def test_a_connected_endpoint_hears_its_peer_only(keeper: Keeper, loop: Loop) -> None:
    """What a stranger sends to a connected endpoint is not received."""
    peer, stranger = keeper.bound(DATAGRAM), keeper.bound(DATAGRAM)
    with endpoint(loop, local_addr=ANYWHERE, remote_addr=peer.getsockname()) as ours:
        stranger.sendto(b"of a stranger", ours.address)
        ours.settle()
        peer.sendto(b"of the peer", ours.address)
        doing = "create_datagram_endpoint(remote_addr=...); a stranger and the peer send; what is received"
        expect(ours.hears(), [b"of the peer"], doing=doing)


@clause("DGRAM-04")
def test_a_connected_endpoint_is_bound_too(keeper: Keeper, loop: Loop) -> None:
    """With both addresses, what is sent to the remote one comes from the local one."""
    peer, free = keeper.bound(DATAGRAM), keeper.bound(DATAGRAM)
    wished = free.getsockname()
    free.close()
    with endpoint(loop, local_addr=wished, remote_addr=peer.getsockname()) as ours:
        ours.transport.sendto(b"question")
        arrived: list[object] = []

        def look() -> bool:
            try:
                arrived.append(peer.recvfrom(100))
            except BlockingIOError:
                return False
            return True

        ours.run_until(look)
        doing = "create_datagram_endpoint() with both addresses; sendto(data); what arrives, and whence"
        expect(arrived, [(b"question", wished)], doing=doing)


@clause("DGRAM-05")
def test_a_family_is_enough(keeper: Keeper, loop: Loop) -> None:
    """An endpoint that was given its family alone sends to any address."""
    peers = [keeper.bound(DATAGRAM) for _ in range(2)]
    wanted = [[b"question"]] * 2
    doing = "create_datagram_endpoint(family=AF_INET); sendto() two addresses; what arrives at each"
    with expect_no_failure(wanted, doing=doing), endpoint(loop, family=socket.AF_INET) as ours:
        for peer in peers:
            ours.transport.sendto(b"question", peer.getsockname())
        expect([arrive(ours, peer) for peer in peers], wanted, doing=doing)


@clause("DGRAM-06")
def test_nothing_is_not_enough(loop: Loop) -> None:
    """create_datagram_endpoint() with a factory alone raises ValueError."""
    expect(kind(refusal(loop)), "ValueError", doing="create_datagram_endpoint(factory)")


def no_endpoint(loop: Loop, **options: Any) -> None:
    """Require that these options end in an OSError."""
    got = refusal(loop, **options)
    expect_that(
        isinstance(got, OSError),
        doing=f"create_datagram_endpoint(factory, {options})",
        expected="OSError",
        observed=got,
    )


@clause("DGRAM-07")
@pytest.mark.parametrize("side", ["local_addr", "remote_addr"])
def test_the_family_is_passed_on(loop: Loop, side: str) -> None:
    """An IPv4 address with the family of IPv6 raises OSError."""
    no_endpoint(loop, family=socket.AF_INET6, **{side: (HOST, 9)})


@clause("DGRAM-08")
@pytest.mark.parametrize("side", ["local_addr", "remote_addr"])
def test_the_protocol_is_passed_on(loop: Loop, side: str) -> None:
    """A protocol that has no datagrams raises OSError."""
    no_endpoint(loop, proto=socket.IPPROTO_SCTP, **{side: (HOST, 9)})


@clause("DGRAM-09")
@pytest.mark.parametrize("side", ["local_addr", "remote_addr"])
def test_the_flags_are_passed_on(loop: Loop, side: str) -> None:
    """A name, where the flags allow numbers only, raises OSError."""
    no_endpoint(loop, flags=socket.AI_NUMERICHOST, **{side: ("localhost", 9)})


@clause("DGRAM-10")
@pytest.mark.skipif(not hasattr(socket, "SO_REUSEPORT"), reason="the system has no SO_REUSEPORT")
def test_a_port_is_shared(loop: Loop) -> None:
    """Two endpoints that both ask for it have the same local address."""
    with endpoint(loop, local_addr=ANYWHERE, reuse_port=True) as first:
        got = refusal(loop, local_addr=first.address, reuse_port=True)
        doing = "create_datagram_endpoint(local_addr=..., reuse_port=True) twice with one address"
        expect(got, "an endpoint", doing=doing)


@clause("DGRAM-11")
def test_an_address_that_is_taken_is_refused(keeper: Keeper, loop: Loop) -> None:
    """A local address that somebody has raises OSError, and the factory is not called."""
    taken = keeper.bound(DATAGRAM).getsockname()
    calls: list[str] = []
    none: list[str] = []

    async def main() -> str:
        def factory() -> asyncio.DatagramProtocol:
            calls.append("factory")
            return Heard()

        try:
            transport, _ = await loop.create_datagram_endpoint(factory, local_addr=taken)
        except OSError:
            return "OSError"
        transport.abort()
        await asyncio.sleep(0)
        return "an endpoint"

    doing = "create_datagram_endpoint() where another socket is bound: (outcome, calls)"
    expect((complete(loop, main(), doing=doing), calls), ("OSError", none), doing=doing)


@clause("DGRAM-12")
def test_broadcasts_are_allowed(loop: Loop) -> None:
    """With allow_broadcast, the system lets the socket send to broadcast addresses."""
    with endpoint(loop, family=socket.AF_INET, allow_broadcast=True) as ours:
        sock = ours.transport.get_extra_info("socket")
        got = sock.getsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST) != 0
        expect(got, True, doing="create_datagram_endpoint(allow_broadcast=True); SO_BROADCAST of its socket")


@clause("DGRAM-13")
def test_broadcasts_are_not_allowed_unasked(loop: Loop) -> None:
    """Without allow_broadcast, a datagram to a broadcast address ends in PermissionError."""
    with endpoint(loop, family=socket.AF_INET) as ours:
        ours.transport.sendto(b"all", ("127.255.255.255", 9))
        ours.run_until(lambda: ours.told.errors)
        doing = "sendto(data, a broadcast address) without allow_broadcast; what error_received() is told"
        expect([kind(error) for error in ours.told.errors], ["PermissionError"], doing=doing)


@clause("DGRAM-14")
def test_answers_to_a_broadcast_are_received(keeper: Keeper, loop: Loop) -> None:
    """With allow_broadcast, an endpoint sends to its remote address and receives from any other."""
    peer, stranger = keeper.bound(DATAGRAM), keeper.bound(DATAGRAM)
    with endpoint(loop, local_addr=ANYWHERE, remote_addr=peer.getsockname(), allow_broadcast=True) as ours:
        ours.transport.sendto(b"question")
        arrived = arrive(ours, peer)
        stranger.sendto(b"answer", ours.address)
        doing = "an endpoint with remote_addr and allow_broadcast: (what arrives there, what is received)"
        expect((arrived, ours.hears()), ([b"question"], [b"answer"]), doing=doing)


@clause("DGRAM-15")
def test_a_socket_is_used(keeper: Keeper, loop: Loop) -> None:
    """An endpoint over a connected socket sends and receives through it."""
    ours_end, peer = keeper.bound(DATAGRAM), keeper.bound(DATAGRAM)
    ours_end.connect(peer.getsockname())
    address = ours_end.getsockname()
    with endpoint(loop, sock=ours_end) as ours:
        peer.sendto(b"question", address)
        heard = ours.hears()
        ours.transport.sendto(b"answer")
        doing = "create_datagram_endpoint(sock=connected): (what is received, what arrives at the peer)"
        expect((heard, arrive(ours, peer)), ([b"question"], [b"answer"]), doing=doing)


@clause("DGRAM-16")
@pytest.mark.parametrize("how", ["close", "abort"])
def test_a_socket_changes_hands(keeper: Keeper, loop: Loop, how: str) -> None:
    """When the transport has ended, the connected socket that it was given is closed."""
    sock, peer = keeper.bound(DATAGRAM), keeper.bound(DATAGRAM)
    sock.connect(peer.getsockname())
    with endpoint(loop, sock=sock) as ours:
        getattr(ours.transport, how)()
        ours.run_until(ours.told.lost)
        ours.settle()
        expect(sock.fileno(), -1, doing=f"create_datagram_endpoint(sock=connected); {how}(); sock.fileno()")


OPTIONS: dict[str, Any] = {
    "local_addr": ANYWHERE,
    "remote_addr": (HOST, 9),
    "family": socket.AF_INET,
    "proto": socket.IPPROTO_UDP,
    "flags": socket.AI_NUMERICHOST,
    "reuse_port": True,
    "allow_broadcast": True,
}


@clause("DGRAM-17")
@pytest.mark.parametrize("option", OPTIONS)
def test_a_socket_and_an_option_exclude_one_another(keeper: Keeper, loop: Loop, option: str) -> None:
    """A socket together with another option raises ValueError."""
    got = refusal(loop, sock=keeper.bound(DATAGRAM), **{option: OPTIONS[option]})
    doing = f"create_datagram_endpoint(sock=sock, {option}={OPTIONS[option]})"
    expect(kind(got), "ValueError", doing=doing)


@clause("DGRAM-18")
def test_a_stream_is_refused(keeper: Keeper, loop: Loop) -> None:
    """A stream's socket raises ValueError."""
    got = refusal(loop, sock=keeper.tcp()[0])
    expect(kind(got), "ValueError", doing="create_datagram_endpoint(sock=a connected TCP socket)")


@clause("DGRAM-19")
@pytest.mark.parametrize("side", ["local_addr", "remote_addr"])
@pytest.mark.parametrize("address", [HOST, (HOST,), (HOST, 0, 0)])
def test_an_address_is_a_pair(loop: Loop, side: str, address: object) -> None:
    """An address that is no pair raises TypeError."""
    got = refusal(loop, **{side: address})
    expect(kind(got), "TypeError", doing=f"create_datagram_endpoint({side}={address!r})")


@clause("DGRAM-20")
def test_addresses_have_a_family_in_common(loop: Loop) -> None:
    """An IPv4 and an IPv6 address together raise ValueError."""
    got = refusal(loop, local_addr=ANYWHERE, remote_addr=("::1", 9))
    doing = "create_datagram_endpoint(local_addr=('127.0.0.1', 0), remote_addr=('::1', 9))"
    expect(kind(got), "ValueError", doing=doing)


@clause("DGRAM-21")
def test_transports_are_datagram_transports(loop: Loop) -> None:
    """A transport of create_datagram_endpoint() is an instance of asyncio.DatagramTransport."""
    with endpoint(loop, local_addr=ANYWHERE) as ours:
        got = isinstance(ours.transport, asyncio.DatagramTransport)
        expect(got, True, doing="isinstance(transport, asyncio.DatagramTransport) of a new endpoint")


@clause("DGRAM-22")
def test_the_protocol_is_ready(loop: Loop) -> None:
    """The factory is called once without arguments; connection_made() was called before the return."""
    told, calls = Heard(), list[tuple[object, ...]]()

    def factory(*args: object) -> Heard:
        calls.append(args)
        return told

    async def main() -> list[str]:
        transport, _ = await loop.create_datagram_endpoint(factory, local_addr=ANYWHERE)
        told_by_then = list(told.calls)
        transport.abort()
        await asyncio.sleep(0)
        return told_by_then

    doing = f"{DOING}: (calls of the protocol when it returns, arguments of each call of the factory)"
    got = complete(loop, main(), doing=doing)
    expect((got, calls), (["connection_made"], [()]), doing=doing)
