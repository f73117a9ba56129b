"""Questions of the chapter sockets: to connect, and to accept."""

from __future__ import annotations

import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from conformance.clause import clause
from conformance.expect import expect, expect_that
from conformance.posix import AF_UNIX
from conformance.suite.driving import PATIENCE, Loop, complete, ended_by
from conformance.suite.matter import kind
from conformance.suite.sockets import Keeper, begun, ended, outcome


async def name_of_peer(loop: Loop, sock: socket.socket, address: Any) -> tuple[object, object]:
    """What sock_connect() returns, and whom the socket is connected to afterwards."""
    returned = await loop.sock_connect(sock, address)  # type: ignore[func-returns-value]
    return returned, sock.getpeername()


# -- connect


@clause("SOCK-13")
def test_a_socket_is_connected(keeper: Keeper, loop: Loop) -> None:
    """sock_connect() returns None, and the socket is connected to that address."""
    ours, address = keeper.new(), keeper.listener().getsockname()
    doing = "sock_connect(sock, address of a listener): (what it returns, is it the address of the peer?)"
    returned, peer = complete(loop, name_of_peer(loop, ours, address), doing=doing)
    expect((returned, peer == address), (None, True), doing=doing)


@clause("SOCK-13")
def test_a_datagram_socket_is_connected(keeper: Keeper, loop: Loop) -> None:
    """sock_connect() of a datagram socket tells it whom it talks to."""
    ours, theirs = keeper.new(kind=socket.SOCK_DGRAM), keeper.bound(socket.SOCK_DGRAM)
    doing = "sock_connect(a datagram socket, address): (what it returns, is it the address of the peer?)"
    returned, peer = complete(loop, name_of_peer(loop, ours, theirs.getsockname()), doing=doing)
    expect((returned, peer == theirs.getsockname()), (None, True), doing=doing)


@clause("SOCK-14")
def test_a_name_is_resolved(keeper: Keeper, loop: Loop) -> None:
    """sock_connect() to ('localhost', port) connects to the listener of that port on this machine."""
    ours, address = keeper.new(), keeper.listener().getsockname()
    doing = "sock_connect(sock, ('localhost', port of a listener)): is it the listener that it connects to?"
    _, peer = complete(loop, name_of_peer(loop, ours, ("localhost", address[1])), doing=doing)
    expect(peer == address, True, doing=doing)


@clause("SOCK-15")
def test_a_number_is_not_looked_up(keeper: Keeper, loop: Loop, monkeypatch: pytest.MonkeyPatch) -> None:
    """sock_connect() to ('127.0.0.1', port) does not call socket.getaddrinfo()."""
    ours, address = keeper.new(), keeper.listener().getsockname()
    asked: list[object] = []
    resolve = socket.getaddrinfo

    def spy(*question: Any, **options: Any) -> Any:
        asked.append(question[:1])
        return resolve(*question, **options)

    monkeypatch.setattr(socket, "getaddrinfo", spy)
    doing = "sock_connect(sock, ('127.0.0.1', port)); list for which hosts socket.getaddrinfo() is called"
    complete(loop, name_of_peer(loop, ours, address), doing=doing)
    expect(asked, [], doing=doing)


@clause("SOCK-16")
def test_a_refusal_is_raised(keeper: Keeper, loop: Loop) -> None:
    """sock_connect() to a port that is taken by a socket that does not listen is refused."""
    ours, deaf = keeper.new(), keeper.bound()

    doing = "sock_connect() to a port where nobody listens"
    raised = ended_by(lambda: complete(loop, loop.sock_connect(ours, deaf.getsockname()), doing=doing))
    expect(kind(raised), "ConnectionRefusedError", doing=doing)


@pytest.fixture
def path() -> Iterator[str]:
    """Where a unix socket can be bound: a short path."""
    with tempfile.TemporaryDirectory() as folder:
        yield str(Path(folder) / "s")


@clause("SOCK-17")
def test_a_path_is_connected_to(keeper: Keeper, path: str, loop: Loop) -> None:
    """sock_connect() of a unix socket connects to the listener that is bound to the path."""
    ours, listener = keeper.new(AF_UNIX), keeper.new(AF_UNIX)
    listener.bind(path)
    listener.listen()
    doing = "sock_connect(a unix socket, path of a listener): is the path the peer's?"
    _, peer = complete(loop, name_of_peer(loop, ours, path), doing=doing)
    expect(peer == path, True, doing=doing)


@clause("SOCK-18")
def test_an_impossible_address_is_raised(keeper: Keeper, loop: Loop) -> None:
    """sock_connect() of an IPv4 socket to an IPv6 address raises socket.gaierror."""
    ours = keeper.new()
    doing = "sock_connect(an IPv4 socket, ('::1', 1))"
    raised = ended_by(lambda: complete(loop, loop.sock_connect(ours, ("::1", 1)), doing=doing))
    expect_that(isinstance(raised, socket.gaierror), doing=doing, expected="socket.gaierror", observed=raised)


# -- accept


@clause("SOCK-19")
@pytest.mark.parametrize("early", [True, False], ids=["waiting", "there"])
def test_a_connection_is_accepted(keeper: Keeper, loop: Loop, early: bool) -> None:
    """sock_accept() returns a socket on which the client is heard, and the client's address."""
    listener = keeper.listener()

    async def main() -> tuple[bool, bool, bytes]:
        waiting = None if early else keeper.client(listener)
        async with begun(loop.sock_accept(listener)) as task:
            client = waiting or keeper.client(listener)
            await ended(task)
            expect(task.done(), True, doing=f"{doing} Has it ended?")
            conn, address = task.result()
            keeper.keep(conn).settimeout(PATIENCE)
            client.send(b"hello")
            return isinstance(conn, socket.socket), address == client.getsockname(), conn.recv(10)

    doing = f"sock_accept(); a client connects {'after' if early else 'before'} it begins."
    what = "(is it a socket, is it the client's address, what the client says)"
    expect(complete(loop, main(), doing=doing), (True, True, b"hello"), doing=f"{doing} {what}")


@clause("SOCK-25")
def test_an_accepted_connection_does_not_block(keeper: Keeper, loop: Loop) -> None:
    """gettimeout() of the connection that sock_accept() returns is 0."""
    listener = keeper.listener()
    keeper.client(listener)

    async def main() -> float | None:
        conn, _ = await loop.sock_accept(listener)
        with conn:
            return conn.gettimeout()

    doing = "gettimeout() of the connection that sock_accept() returns"
    expect(complete(loop, main(), doing=doing), 0.0, doing=doing)


@clause("SOCK-26")
def test_each_client_is_accepted_once(keeper: Keeper, loop: Loop) -> None:
    """With five clients waiting, five calls of sock_accept() give each of them once."""
    listener = keeper.listener()
    clients = [keeper.client(listener) for _ in range(5)]

    async def main() -> list[object]:
        met: list[object] = []
        for _ in clients:
            async with begun(loop.sock_accept(listener)) as task:
                await ended(task)
                met.append(met_by(task.result()) if task.done() else outcome(task))
        return met

    def met_by(accepted: tuple[socket.socket, Any]) -> object:
        peer = keeper.keep(accepted[0]).getpeername()
        names = [client.getsockname() for client in clients]
        return names.index(peer) if peer in names else "a stranger"

    doing = (
        "sock_accept() five times while five clients wait: the numbers of those that were accepted, sorted"
    )
    expect(sorted(map(str, complete(loop, main(), doing=doing))), list("01234"), doing=doing)
