"""Questions of the chapter streams: how connections come about."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Iterator
from select import select
from typing import Any, cast

import pytest

from conformance.clause import clause
from conformance.expect import expect, expect_same, expect_that
from conformance.suite.descriptors import Pair
from conformance.suite.driving import PATIENCE, Loop, complete, ended_by, run_turns, run_until
from conformance.suite.matter import kind
from conformance.suite.streaming import SOON, Noting, Peer, joined

Factory = Callable[..., Noting]
HERE = "127.0.0.1"
BESIDE = "127.0.0.2"
"""Another address of this machine."""


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """A listening socket on loopback."""
    with socket.create_server((HERE, 0)) as sock:
        sock.settimeout(PATIENCE)  # for accept(), when nobody has connected
        yield sock


def connect(loop: Loop, factory: Factory, *where: Any, **options: Any) -> Any:
    """What create_connection() returns; it is to be ended with ``end``."""

    async def main() -> Any:
        return await loop.create_connection(factory, *where, **options)

    return complete(loop, main(), doing="await create_connection()")


def end(loop: Loop, transport: Any) -> None:
    """Abort the connection, and run until it is gone."""
    told = transport.get_protocol()
    transport.abort()
    run_until(loop, told.lost, SOON)
    run_turns(loop)


def refusal(loop: Loop, factory: Factory, *where: Any, **options: Any) -> object:
    """The exception that create_connection() raises; a connection that comes about is ended, and said."""
    outcome = ended_by(lambda: connect(loop, factory, *where, **options))
    if not isinstance(outcome, BaseException):
        end(loop, cast("tuple[Any, Any]", outcome)[0])
        return "a connection"
    return outcome


@clause("CONN-01")
def test_an_accepted_socket_is_wrapped(pair: Pair, loop: Loop) -> None:
    """connect_accepted_socket() returns a transport that carries bytes both ways, and factory's protocol."""
    made: list[Noting] = []

    def factory() -> Noting:
        made.append(Noting())
        return made[-1]

    async def main() -> Any:
        return await loop.connect_accepted_socket(factory, pair[0])

    transport, protocol = complete(loop, main(), doing="await connect_accepted_socket(factory, sock)")
    peer = Peer(pair[1])
    transport.write(b"out")
    peer.send(b"in")
    run_until(loop, peer.reads_until(lambda: peer.data and made[0].data), SOON)
    end(loop, transport)
    expect(
        [one is protocol for one in made], [True], doing="compare the protocol with what factory() returned"
    )
    doing = "(what the peer of the socket reads, what the protocol receives)"
    expect((bytes(peer.data), bytes(made[0].data)), (b"out", b"in"), doing=doing)


@clause("CONN-02")
def test_a_connection_is_made(loop: Loop, listener: socket.socket) -> None:
    """create_connection() connects to a listening socket and returns a transport and factory's protocol."""
    protocol = Noting()
    transport, returned = connect(loop, lambda: protocol, *listener.getsockname())
    accepted, _ = listener.accept()
    with accepted:
        transport.write(b"out")
        accepted.setblocking(False)
        peer = Peer(accepted)
        run_until(loop, peer.reads_until(lambda: peer.data), SOON)
        end(loop, transport)
    expect_same(returned, protocol, doing="the protocol that create_connection() returns")
    expect(bytes(peer.data), b"out", doing="write to the transport; what the accepted socket reads")


@clause("CONN-03")
def test_the_order_of_a_connection(loop: Loop, listener: socket.socket) -> None:
    """The factory is called when the connection is there, then connection_made(), then the call returns."""
    order: list[object] = []

    def factory(*args: object) -> Noting:
        established = bool(select([listener], [], [], SOON)[0])
        order.append(("factory", args, established))
        protocol = Noting()
        protocol.hooks["connection_made"] = lambda: order.append("connection_made")
        return protocol

    async def main() -> Any:
        made = await loop.create_connection(factory, *listener.getsockname())
        order.append("returned")
        return made

    transport, _ = complete(loop, main(), doing="await create_connection(factory, host, port)")
    end(loop, transport)
    doing = "list (factory, its arguments, whether the connection is there), connection_made, returned"
    expect(order, [("factory", (), True), "connection_made", "returned"], doing=doing)


@clause("CONN-04")
def test_a_connected_socket_is_used(tcp: Pair, loop: Loop) -> None:
    """create_connection(sock=sock) returns a transport that writes to that socket."""
    transport, _ = connect(loop, Noting, sock=tcp[0])
    peer = Peer(tcp[1])
    transport.write(b"out")
    run_until(loop, peer.reads_until(lambda: peer.data), SOON)
    end(loop, transport)
    expect(
        bytes(peer.data), b"out", doing="create_connection(sock=sock), write; what the socket's peer reads"
    )


@clause("CONN-05")
@pytest.mark.parametrize("method", ["create_connection", "connect_accepted_socket"])
def test_datagrams_are_no_stream(loop: Loop, method: str) -> None:
    """A datagram socket raises ValueError."""
    with socket.socket(type=socket.SOCK_DGRAM) as sock:
        sock.setblocking(False)

        async def main() -> object:
            return await getattr(loop, method)(Noting, sock=sock)

        outcome = ended_by(lambda: complete(loop, main(), doing=f"await {method}()"))
    expect(kind(outcome), "ValueError", doing=f"{method}(factory, sock=a datagram socket)")


@clause("CONN-06")
def test_the_socket_belongs_to_the_transport(tcp: Pair, loop: Loop) -> None:
    """After close() of the transport, the socket it was made of is closed."""
    transport, protocol = connect(loop, Noting, sock=tcp[0])
    transport.close()
    run_until(loop, lambda: protocol.lost() and tcp[0].fileno() == -1, SOON)
    doing = "create_connection(sock=sock), close() the transport, run: is the socket closed?"
    expect(tcp[0].fileno() == -1, True, doing=doing)


@clause("CONN-07")
def test_an_address_and_a_socket_are_too_much(tcp: Pair, loop: Loop, listener: socket.socket) -> None:
    """create_connection() with host, port and sock raises ValueError."""
    outcome = refusal(loop, Noting, *listener.getsockname(), sock=tcp[0])
    expect(kind(outcome), "ValueError", doing="create_connection(factory, host, port, sock=sock)")


@clause("CONN-08")
def test_neither_address_nor_socket_is_too_little(loop: Loop) -> None:
    """create_connection() without host, port and sock raises ValueError."""
    expect(kind(refusal(loop, Noting)), "ValueError", doing="create_connection(factory)")


@pytest.fixture
def nobody() -> Iterator[tuple[str, int]]:
    """An address at which nobody listens, kept from everybody else."""
    with socket.socket() as sock:
        sock.bind((HERE, 0))
        yield sock.getsockname()


@clause("CONN-09")
def test_a_refused_connection_is_an_error(loop: Loop, nobody: tuple[str, int]) -> None:
    """create_connection() to an address where nobody listens raises ConnectionRefusedError."""
    outcome = kind(refusal(loop, Noting, *nobody))
    expect(outcome, "ConnectionRefusedError", doing="create_connection() to a port where nobody listens")


@clause("CONN-10")
def test_small_writes_are_not_delayed(tcp: Pair, loop: Loop, listener: socket.socket) -> None:
    """TCP_NODELAY is set on the sockets of create_connection() and connect_accepted_socket()."""
    with joined(loop, tcp, Noting()):
        accepted = no_delay(tcp[0])
    transport, _ = connect(loop, Noting, *listener.getsockname())
    sock = transport.get_extra_info("socket")
    made = sock is None or no_delay(sock)  # a loop that shows no socket cannot be asked
    end(loop, transport)
    doing = "TCP_NODELAY of a connection from (connect_accepted_socket(), create_connection())"
    expect((accepted, made), (True, True), doing=doing)


def no_delay(sock: Any) -> bool:
    """Whether the system is told not to delay."""
    return bool(sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))


@clause("CONN-11")
def test_the_local_address_can_be_chosen(loop: Loop, listener: socket.socket) -> None:
    """create_connection(local_addr=...) connects from that address."""
    transport, _ = connect(loop, Noting, *listener.getsockname(), local_addr=(BESIDE, 0))
    accepted, address = listener.accept()
    accepted.close()
    end(loop, transport)
    expect(address[0], BESIDE, doing=f"create_connection(local_addr=({BESIDE!r}, 0)); the host of its peer")


@clause("CONN-12")
def test_all_errors_can_be_had(loop: Loop, nobody: tuple[str, int]) -> None:
    """create_connection(all_errors=True) raises an ExceptionGroup of the failures."""
    outcome = refusal(loop, Noting, *nobody, all_errors=True)
    inside = [kind(one) for one in getattr(outcome, "exceptions", ())]
    doing = "create_connection(all_errors=True) where nobody listens: (what it raises, what is inside)"
    expect((kind(outcome), inside), ("ExceptionGroup", ["ConnectionRefusedError"]), doing=doing)


@clause("CONN-13")
def test_transports_are_transports(tcp: Pair, loop: Loop, listener: socket.socket) -> None:
    """isinstance(transport, asyncio.Transport) holds for both ways to a connection."""
    with joined(loop, tcp, Noting()) as ours:
        accepted = isinstance(ours.transport, asyncio.Transport)
    transport, _ = connect(loop, Noting, *listener.getsockname())
    end(loop, transport)
    doing = "isinstance(transport, asyncio.Transport) after (connect_accepted_socket(), create_connection())"
    expect((accepted, isinstance(transport, asyncio.Transport)), (True, True), doing=doing)


@clause("CONN-14")
def test_readers_and_writers_work(loop: Loop, listener: socket.socket) -> None:
    """asyncio.open_connection() gives a reader and a writer that carry lines and the end of the stream."""
    peers: list[Peer] = []

    async def main() -> list[object]:
        reader, writer = await asyncio.open_connection(*listener.getsockname())
        accepted, _ = listener.accept()
        accepted.setblocking(False)
        peers.append(Peer(accepted))
        writer.write(b"question\n")
        await writer.drain()
        peers[0].send(b"answer\nrest")
        line = await reader.readline()
        peers[0].end()
        rest = await reader.read()
        writer.close()
        await writer.wait_closed()
        return [line, rest, reader.at_eof()]

    doing = "open_connection(); the peer sends 'answer\\nrest' and ends: [readline(), read(), at_eof()]"
    try:
        expect(complete(loop, main(), doing=doing), [b"answer\n", b"rest", True], doing=doing)
        run_until(loop, peers[0].reads_until(lambda: peers[0].ended), SOON)
        doing = "write a line to the writer, close it; what the peer reads"
        expect_that(
            bytes(peers[0].data) == b"question\n", doing=doing, expected="the line", observed=peers[0].data
        )
    finally:
        for peer in peers:
            peer.sock.close()
