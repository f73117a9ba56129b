"""Questions of the chapter tls: start_tls(), which secures a connection that exists."""

from __future__ import annotations

import asyncio
from typing import Any, cast

import pytest

from conformance.clause import clause
from conformance.expect import expect, expect_raises, expect_that
from conformance.suite.certificates import NAME, OTHER, client_context, server_context
from conformance.suite.descriptors import Pair
from conformance.suite.driving import RESOLUTION, Loop, complete, run_turns, run_until
from conformance.suite.matter import kind
from conformance.suite.securing import (
    NEITHER,
    UPGRADED_CLIENT,
    UPGRADED_SERVER,
    Peer,
    Secured,
    Side,
    Tunnel,
    end,
    ended,
    establish,
    outcome,
    secured,
    server_peer,
)
from conformance.suite.streaming import SOON, Noting, joined
from conformance.suite.streaming import Peer as PlainPeer

SHORTLY = 0.05
"""Seconds that a handshake may take where it is to take too long."""


async def upgrade(loop: Loop, transport: Any, told: Any, context: Any, **options: Any) -> asyncio.Transport:
    """What start_tls() returns."""
    return cast("asyncio.Transport", await loop.start_tls(transport, told, context, **options))


def conversation(loop: Loop, pair: Pair, side: Side) -> tuple[bytes, bytes, bytes]:
    """Talk in the clear, upgrade, talk: (what the peer read in the clear, over TLS, what was handed on)."""
    told, plain = Noting(), PlainPeer(pair[1])
    with joined(loop, pair, told) as before:
        before.transport.write(b"begin")
        before.run_until(plain.reads_until(lambda: len(plain.data) >= 5))
        told.data.clear()
        server = side is UPGRADED_SERVER
        context = server_context() if server else client_context()
        options: dict[str, Any] = {"server_side": True} if server else {"server_hostname": NAME}
        peer = side.peer(pair[1])
        transport = outcome(loop, upgrade(loop, before.transport, told, context, **options), peer)
        expect_that(
            isinstance(transport, asyncio.BaseTransport) or hasattr(transport, "write"),
            doing=f"await start_tls() as the {side}",
            expected="a transport",
            observed=transport,
        )
        assert not isinstance(transport, Exception)
        ours = Secured(loop, transport, told, peer)
        ours.transport.write(b"question")
        peer.say(b"answer")
        ours.run_until(lambda: len(peer.data) >= 8 and len(told.data) >= 6)
        end(ours)
        return bytes(plain.data), bytes(peer.data), bytes(told.data)


@clause("TLS-25")
def test_a_client_upgrades(pair: Pair, loop: Loop) -> None:
    """Bytes in the clear, start_tls(), and bytes over TLS in both directions."""
    got = conversation(loop, pair, UPGRADED_CLIENT)
    doing = "write, start_tls(), write on both sides: (read in the clear, read over TLS, handed on)"
    expect(got, (b"begin", b"question", b"answer"), doing=doing)


@clause("TLS-26")
def test_a_server_upgrades(pair: Pair, loop: Loop) -> None:
    """Bytes in the clear, start_tls(server_side=True), and bytes over TLS in both directions."""
    got = conversation(loop, pair, UPGRADED_SERVER)
    doing = "write, start_tls(server_side=True), write on both sides: (in the clear, over TLS, handed on)"
    expect(got, (b"begin", b"question", b"answer"), doing=doing)


@clause("TLS-25")
def test_an_upgraded_protocol_is_not_told_again(pair: Pair, loop: Loop) -> None:
    """start_tls() returns another transport, and does not call connection_made()."""
    told = Noting()
    with secured(loop, pair, told, UPGRADED_CLIENT.way(), server_peer(pair[1])) as ours:
        ours.settle()
        other = ours.transport is not told.transports[0]
        doing = "connect, start_tls(): (calls of the protocol, is the transport another one)"
        expect((list(told.calls), other), (["connection_made"], True), doing=doing)


def failed(loop: Loop, pair: Pair, peer: Peer, **options: Any) -> tuple[object, Noting]:
    """The name of what start_tls() as a client raises, and what its protocol was told."""
    told = Noting()
    with joined(loop, pair, told) as before:
        attempt = upgrade(loop, before.transport, told, client_context(), **options)
        result = outcome(loop, attempt, peer)
        run_until(loop, told.lost)
        if not isinstance(result, Exception):
            result.abort()
        run_turns(loop, 12)
        return kind(result) if isinstance(result, Exception) else "a transport", told


@clause("TLS-27")
def test_an_upgrade_is_verified(pair: Pair, loop: Loop) -> None:
    """start_tls(server_hostname=name) raises SSLCertVerificationError for another's certificate."""
    peer = server_peer(pair[1], server_context(name=OTHER))
    got, _ = failed(loop, pair, peer, server_hostname=NAME)
    doing = f"start_tls(server_hostname={NAME!r}), the certificate is for {OTHER!r}"
    expect(got, "SSLCertVerificationError", doing=doing)


@clause("TLS-27")
def test_an_upgrade_knows_whom_it_expects(pair: Pair, loop: Loop) -> None:
    """start_tls(server_hostname=name) accepts a certificate for that name."""
    peer = server_peer(pair[1], server_context(name=OTHER))
    with secured(loop, pair, Noting(), UPGRADED_CLIENT.way(server_hostname=OTHER), peer) as ours:
        version = ours.transport.get_extra_info("ssl_object").version()
        doing = f"start_tls(server_hostname={OTHER!r}), the certificate is for it; the version of TLS"
        expect(version, peer.ssl.version(), doing=doing)


@clause("TLS-32")
def test_a_failed_upgrade_ends_the_connection(pair: Pair, loop: Loop) -> None:
    """When the certificate fails, connection_lost() is called once, with an exception."""
    peer = server_peer(pair[1], server_context(trusted=False))
    _, told = failed(loop, pair, peer, server_hostname=NAME)
    doing = "start_tls(), the certificate fails: (calls, is connection_lost() given an exception)"
    given = [isinstance(end, Exception) for end in told.ends]
    expect((told.calls, given), (["connection_made", "connection_lost"], [True]), doing=doing)


@clause("TLS-28")
@pytest.mark.parametrize("server", [False, True], ids=["as client", "as server"])
def test_an_upgrade_does_not_wait_for_ever(pair: Pair, loop: Loop, server: bool) -> None:
    """With a silent peer, start_tls() raises after ssl_handshake_timeout, and the peer sees the end."""
    told, begun, passed = Noting(), loop.time(), list[float]()
    context = server_context() if server else client_context()
    options: dict[str, Any] = {"server_side": True} if server else {"server_hostname": NAME}
    side = UPGRADED_SERVER if server else UPGRADED_CLIENT

    async def attempt(plain: asyncio.Transport) -> asyncio.Transport:
        try:
            return await upgrade(loop, plain, told, context, ssl_handshake_timeout=SHORTLY, **options)
        finally:
            passed.append(loop.time() - begun)

    with joined(loop, pair, told) as before:
        task = loop.create_task(attempt(before.transport))
        run_until(loop, task.done, SOON)
        result, peer = ended(loop, task), side.peer(pair[1])
        run_until(loop, peer.until(lambda: peer.ended), SOON)
        told.note("connection_lost")  # asyncio does not say so: see TLS-32
    raised = isinstance(result, Exception) and kind(result) != NEITHER
    got = (raised, passed[0] >= SHORTLY - RESOLUTION, peer.ended)
    doing = (
        f"start_tls(ssl_handshake_timeout={SHORTLY}), a silent peer: (raises, not before, it sees the end)"
    )
    expect(got, (True, True, True), doing=doing)


@clause("TLS-29")
@pytest.mark.parametrize("context", [None, True, "context"], ids=["None", "True", "str"])
def test_an_upgrade_needs_a_context(pair: Pair, loop: Loop, context: object) -> None:
    """start_tls() with something else than a context raises TypeError."""
    with joined(loop, pair, Noting()) as ours:
        attempt = upgrade(loop, ours.transport, ours.told, context, server_hostname=NAME)
        doing = f"await start_tls(transport, protocol, {context!r})"
        expect_raises(TypeError, lambda: complete(loop, attempt, doing=doing), doing=doing)


@clause("TLS-30")
def test_only_a_connection_can_be_upgraded(loop: Loop) -> None:
    """start_tls() of a transport that no loop has made raises TypeError."""
    attempt = upgrade(loop, asyncio.Transport(), Noting(), client_context(), server_hostname=NAME)
    doing = "await start_tls(asyncio.Transport(), protocol, context)"
    expect_raises(TypeError, lambda: complete(loop, attempt, doing=doing), doing=doing)


@clause("TLS-31")
def test_tls_within_tls(pair: Pair, loop: Loop) -> None:
    """A secured connection is secured once more: both layers know their peer, bytes go both ways."""
    outer = establish(loop, pair, Noting(), UPGRADED_CLIENT.way(), server_peer(pair[1]))
    told = outer.told
    inner = server_peer(Tunnel(outer.peer), server_context(name=OTHER))
    attempt = upgrade(loop, outer.transport, told, client_context(), server_hostname=OTHER)
    transport = outcome(loop, attempt, inner)
    got: object = transport
    if not isinstance(transport, Exception):
        transport.write(b"a longer question")
        inner.say(b"answer")
        run_until(loop, inner.until(lambda: len(inner.data) >= 17 and len(told.data) >= 6), SOON)
        got = (bytes(inner.data), bytes(told.data))
        transport.abort()
    end(outer)
    doing = "start_tls() over TLS, write on both sides: (the peer reads, is handed on)"
    expect(got, (b"a longer question", b"answer"), doing=doing)


@clause("TLS-33")
def test_reader_and_writer_upgrade(pair: Pair, loop: Loop) -> None:
    """After StreamWriter.start_tls(), what is written is read over TLS, and the answer is read here."""
    reader = asyncio.StreamReader(loop=loop)
    protocol = asyncio.StreamReaderProtocol(reader, loop=loop)
    plain, peer = PlainPeer(pair[1]), server_peer(pair[1])

    async def begin() -> asyncio.StreamWriter:
        transport, _ = await loop.connect_accepted_socket(lambda: protocol, pair[0])
        return asyncio.StreamWriter(transport, protocol, reader, loop)

    async def talk(writer: asyncio.StreamWriter) -> tuple[bytes, bool]:
        await writer.start_tls(client_context(), server_hostname=NAME)
        writer.write(b"a longer question")
        await writer.drain()
        answer = await reader.readexactly(6)
        return answer, writer.get_extra_info("ssl_object") is not None

    writer = complete(loop, begin(), doing="await connect_accepted_socket(factory, sock)")
    writer.write(b"begin")
    run_until(loop, plain.reads_until(lambda: len(plain.data) >= 5))
    peer.greeting = lambda: peer.say(b"answer")
    got = outcome(loop, talk(writer), peer)
    run_until(loop, peer.until(lambda: len(peer.data) >= 17), SOON)
    writer.transport.abort()
    run_turns(loop, 12)
    doing = "writer.start_tls(context), write, read: ((read here, is ssl_object known), the peer reads)"
    expect((got, bytes(peer.data)), ((b"answer", True), b"a longer question"), doing=doing)
