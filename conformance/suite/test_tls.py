"""Questions of the chapter tls: how a connection comes to be secured, or not, and what is known of it."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from conformance.clause import clause
from conformance.expect import expect, expect_raises, expect_same, expect_that
from conformance.suite.certificates import (
    ADDRESS,
    NAME,
    OTHER,
    V12,
    V13,
    asking_context,
    authority,
    client_context,
    server_context,
)
from conformance.suite.certificates import (
    CLIENT as CLIENT_NAME,
)
from conformance.suite.descriptors import Pair
from conformance.suite.driving import PATIENCE, RESOLUTION, Loop, complete, run_turns, run_until
from conformance.suite.matter import kind
from conformance.suite.securing import (
    CLIENT,
    NEITHER,
    SERVER,
    Peer,
    Secured,
    Side,
    accepting,
    client_peer,
    connecting,
    end,
    ended,
    outcome,
    secured,
    server_peer,
)
from conformance.suite.streaming import SOON, Noting

SECURED = "a secured connection"
"""How an attempt ends that did not fail."""
SHORTLY = 0.05
"""Seconds that a handshake may take where it is to take too long."""
RECORD = b"\x16\x03\x03\x00\x64"
"""The beginning of a record of the handshake."""
BOTH = pytest.mark.parametrize("side", [CLIENT, SERVER], ids=str)
VERSIONS = pytest.mark.parametrize("version", [V12, V13], ids=["TLS 1.2", "TLS 1.3"])


def refused(loop: Loop, told: Noting, attempt: object) -> object:
    """The name of the exception that an attempt ended by; one that succeeded is ended, and called so."""
    if isinstance(attempt, Exception):
        run_turns(loop, 12)
        return kind(attempt)
    transport: Any = attempt
    transport.abort()
    run_until(loop, told.lost)
    return SECURED


def attempted(loop: Loop, pair: Pair, side: Side, peer: Peer, **options: Any) -> object:
    """How an attempt to secure a connection ended: the name of an exception, if it is to fail."""
    told = Noting()
    return refused(loop, told, outcome(loop, side.way(**options)(loop, pair[0], told, peer), peer))


def both_ways(ours: Secured[Noting]) -> tuple[bytes, bytes]:
    """What the peer read of ``question``, and what the loop's side was handed of ``answer``."""
    ours.transport.write(b"question")
    ours.peer.say(b"answer")
    ours.run_until(lambda: len(ours.peer.data) >= 8 and len(ours.told.data) >= 6)
    return bytes(ours.peer.data), bytes(ours.told.data)


# -- as a client, as a server


@clause("TLS-01")
@VERSIONS
def test_a_client_is_secured(pair: Pair, loop: Loop, version: ssl.TLSVersion) -> None:
    """After create_connection(ssl=context), the peer reads over TLS what is written, and is heard."""
    peer = server_peer(pair[1], server_context(version=version))
    with secured(loop, pair, Noting(), connecting(), peer) as ours:
        doing = "create_connection(ssl=context), write on both sides: (the peer reads, is handed on)"
        expect(both_ways(ours), (b"question", b"answer"), doing=doing)


@clause("TLS-08")
@VERSIONS
def test_a_server_is_secured(pair: Pair, loop: Loop, version: ssl.TLSVersion) -> None:
    """After connect_accepted_socket(ssl=context), a client reads over TLS what is written, and is heard."""
    peer = client_peer(pair[1], client_context(version=version))
    with secured(loop, pair, Noting(), accepting(), peer) as ours:
        doing = "connect_accepted_socket(ssl=context), write on both sides: (the peer reads, is handed on)"
        expect(both_ways(ours), (b"question", b"answer"), doing=doing)


@clause("TLS-02")
@BOTH
def test_a_protocol_meets_a_secured_connection(pair: Pair, loop: Loop, side: Side) -> None:
    """connection_made() is called once, with a transport that knows its cipher, before the call returns."""
    told, seen = Noting(), list[object]()
    told.hooks["connection_made"] = lambda: seen.append(told.transports[-1].get_extra_info("cipher"))

    async def attempt() -> tuple[asyncio.Transport, list[str]]:
        transport = await side.way()(loop, pair[0], told, peer)
        return transport, list(told.calls)

    peer = side.peer(pair[1])
    result = outcome(loop, attempt(), peer)
    assert isinstance(result, tuple)
    transport, calls = result
    end(Secured(loop, transport, told, peer))
    doing = f"secure a connection as the {side}: (calls when it returns, is the cipher known in the first)"
    expect((calls, [cipher is not None for cipher in seen]), (["connection_made"], [True]), doing=doing)


# -- who is trusted


@clause("TLS-04")
def test_a_stranger_is_refused(pair: Pair, loop: Loop) -> None:
    """A certificate of an authority that the context does not trust raises SSLCertVerificationError."""
    got = attempted(loop, pair, CLIENT, server_peer(pair[1], server_context(trusted=False)))
    doing = "create_connection(ssl=context) to a server whose certificate the context does not trust"
    expect(got, "SSLCertVerificationError", doing=doing)


@clause("TLS-05")
def test_a_certificate_for_somebody_else_is_refused(pair: Pair, loop: Loop) -> None:
    """A trusted certificate that is not for server_hostname raises SSLCertVerificationError."""
    got = attempted(loop, pair, CLIENT, server_peer(pair[1], server_context(name=OTHER)))
    doing = f"create_connection(ssl=context, server_hostname={NAME!r}), the server is {OTHER!r}"
    expect(got, "SSLCertVerificationError", doing=doing)


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """A listening socket of the question's own."""
    with socket.create_server((ADDRESS, 0)) as listening:
        yield listening


class Accepting:
    """A wire to whoever connects first."""

    def __init__(self, listening: socket.socket) -> None:
        self._listening = listening
        self._sock: socket.socket | None = None
        listening.setblocking(False)

    def _accepted(self) -> socket.socket:
        if self._sock is None:
            self._sock, _ = self._listening.accept()
            self._sock.setblocking(False)
        return self._sock

    def recv(self, size: int, /) -> bytes:
        """Read from it."""
        return self._accepted().recv(size)

    def send(self, data: bytes | bytearray, /) -> int:
        """Write to it."""
        return self._accepted().send(data)

    def close(self) -> None:
        """Give the socket back."""
        if self._sock is not None:
            self._sock.close()


def called(loop: Loop, listening: socket.socket, context: ssl.SSLContext, **options: Any) -> object:
    """How create_connection() to the listener's address ends: refused by name, or secured."""
    told, wire = Noting(), Accepting(listening)
    host, port = listening.getsockname()

    async def attempt() -> asyncio.Transport:
        transport, _ = await loop.create_connection(lambda: told, host, port, **options)
        return transport

    try:
        return refused(loop, told, outcome(loop, attempt(), server_peer(wire, context)))
    finally:
        wire.close()


@clause("TLS-06")
def test_whom_one_calls_is_expected(listener: socket.socket, loop: Loop) -> None:
    """Without server_hostname a certificate for the host is accepted."""
    got = called(loop, listener, server_context(), ssl=client_context())
    doing = "create_connection('127.0.0.1', port, ssl=context), the certificate is for 127.0.0.1"
    expect(got, SECURED, doing=doing)


@clause("TLS-06")
def test_whom_one_did_not_call_is_refused(listener: socket.socket, loop: Loop) -> None:
    """Without server_hostname a certificate for another host is refused."""
    got = called(loop, listener, server_context(name=OTHER), ssl=client_context())
    doing = f"create_connection('127.0.0.1', port, ssl=context), the certificate is for {OTHER!r}"
    expect(got, "SSLCertVerificationError", doing=doing)


@pytest.fixture
def trusting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets ssl.create_default_context() trust our authority."""
    path = tmp_path / "authority.pem"
    authority().cert_pem.write_to_path(str(path))
    monkeypatch.setenv("SSL_CERT_FILE", str(path))


@clause("TLS-03")
@pytest.mark.usefixtures("trusting")
@pytest.mark.parametrize(("trusted", "expected"), [(True, SECURED), (False, "SSLCertVerificationError")])
def test_the_default_context_decides(
    listener: socket.socket, loop: Loop, trusted: bool, expected: str
) -> None:
    """With ssl=True, what ssl.create_default_context() trusts is accepted, and nothing else."""
    got = called(loop, listener, server_context(trusted=trusted), ssl=True)
    doing = f"create_connection('127.0.0.1', port, ssl=True); is its certificate trusted: {trusted}"
    expect(got, expected, doing=doing)


@clause("TLS-07")
@pytest.mark.usefixtures("trusting")
def test_matching_names_can_be_given_up(listener: socket.socket, loop: Loop) -> None:
    """With ssl=True and an empty server_hostname, a trusted certificate for any name is accepted."""
    got = called(loop, listener, server_context(name=OTHER), ssl=True, server_hostname="")
    doing = f"create_connection(ssl=True, server_hostname=''), the certificate is for {OTHER!r}"
    expect(got, SECURED, doing=doing)


@clause("TLS-14")
def test_a_client_may_have_to_show_itself(pair: Pair, loop: Loop) -> None:
    """A client without a certificate is refused by a server whose context requires one."""
    got = attempted(loop, pair, SERVER, client_peer(pair[1]), ssl=asking_context())
    doing = "connect_accepted_socket(ssl=context with CERT_REQUIRED), the client shows no certificate"
    expect(got, "SSLError", doing=doing)


# -- what is known of it


@clause("TLS-09")
@BOTH
def test_the_object_of_the_connection_is_known(pair: Pair, loop: Loop, side: Side) -> None:
    """get_extra_info('ssl_object') is an SSLObject or SSLSocket that knows the protocol of ALPN."""
    inner, outer = (context() for context in (client_context, server_context))
    inner.set_alpn_protocols(["first", "second"])
    outer.set_alpn_protocols(["second"])
    own, other = (inner, outer) if side is CLIENT else (outer, inner)
    with secured(loop, pair, Noting(), side.way(ssl=own), side.peer(pair[1], other)) as ours:
        known = ours.transport.get_extra_info("ssl_object")
        expect_that(
            isinstance(known, (ssl.SSLObject, ssl.SSLSocket)),
            doing="get_extra_info('ssl_object')",
            expected="an ssl.SSLObject or ssl.SSLSocket",
            observed=known,
        )
        doing = "offer ALPN ['first', 'second'] to a server with ['second']; selected_alpn_protocol()"
        expect(known.selected_alpn_protocol(), "second", doing=doing)


def names_of(certificate: Any) -> list[str]:
    """Whom a certificate is for."""
    known: dict[str, Any] = certificate or {}
    return [name for _, name in known.get("subjectAltName", ())]


@clause("TLS-10")
def test_the_certificate_of_the_server_is_known(pair: Pair, loop: Loop) -> None:
    """On the client's side, get_extra_info('peercert') is the server's certificate."""
    with secured(loop, pair, Noting()) as ours:
        names = names_of(ours.transport.get_extra_info("peercert"))
        doing = "get_extra_info('peercert')['subjectAltName'] on the client's side"
        expect(names, [NAME, ADDRESS], doing=doing)


@clause("TLS-10")
def test_the_certificate_of_the_client_is_known(pair: Pair, loop: Loop) -> None:
    """On the server's side, get_extra_info('peercert') is the client's certificate, if it was asked for."""
    peer = client_peer(pair[1], client_context(shows=True))
    with secured(loop, pair, Noting(), accepting(ssl=asking_context()), peer) as ours:
        names = names_of(ours.transport.get_extra_info("peercert"))
        doing = "get_extra_info('peercert')['subjectAltName'] on the server's side"
        expect(names, [CLIENT_NAME], doing=doing)


@clause("TLS-11")
@VERSIONS
def test_the_cipher_is_known(pair: Pair, loop: Loop, version: ssl.TLSVersion) -> None:
    """get_extra_info('cipher') is what the peer's own cipher() says."""
    peer = server_peer(pair[1], server_context(version=version))
    with secured(loop, pair, Noting(), connecting(), peer) as ours:
        got = ours.transport.get_extra_info("cipher")
        expect(got, peer.ssl.cipher(), doing="get_extra_info('cipher'); expected is the peer's cipher()")


@clause("TLS-12")
def test_the_compression_is_known(pair: Pair, loop: Loop) -> None:
    """get_extra_info('compression') is what compression() of the ssl_object says, whatever the default."""
    with secured(loop, pair, Noting()) as ours:
        got = ours.transport.get_extra_info("compression", "not known")
        expected = ours.transport.get_extra_info("ssl_object").compression()
        expect(got, expected, doing="get_extra_info('compression', 'not known')")


@clause("TLS-13")
@BOTH
def test_the_context_is_known(pair: Pair, loop: Loop, side: Side) -> None:
    """get_extra_info('sslcontext') is the context that was given."""
    context = client_context() if side is CLIENT else server_context()
    with secured(loop, pair, Noting(), side.way(ssl=context), side.peer(pair[1])) as ours:
        got = ours.transport.get_extra_info("sslcontext")
        expect_same(got, context, doing="get_extra_info('sslcontext')")


@clause("TLS-15")
def test_addresses_are_known(tcp: Pair, loop: Loop) -> None:
    """get_extra_info() gives the addresses and the socket below, and defaults for what is unknown."""
    names = {"peername": tcp[0].getpeername(), "sockname": tcp[0].getsockname()}
    with secured(loop, tcp, Noting()) as ours:
        ask = ours.transport.get_extra_info
        got = {name: ask(name) for name in names}
        expect(got, names, doing="get_extra_info('peername') and get_extra_info('sockname')")
        sock = ask("socket")
        expect(
            hasattr(sock, "getsockname") and sock.getsockname(),
            names["sockname"],
            doing="getsockname() of get_extra_info('socket')",
        )
        unknown = (ask("no such thing"), ask("no such thing", "default"))
        expect(unknown, (None, "default"), doing="get_extra_info('no such thing'), without and with default")


# -- what cannot be asked for


def at_once(loop: Loop, sock: socket.socket, **options: Any) -> None:
    """Await create_connection() of a socket, which is to be refused; what was made after all is ended."""
    told = Noting()

    async def attempt() -> asyncio.Transport:
        transport, _ = await loop.create_connection(lambda: told, sock=sock, **options)
        return transport

    complete(loop, attempt(), doing=f"await create_connection(sock=sock, {', '.join(options)})").abort()
    run_until(loop, told.lost)


@clause("TLS-16")
def test_a_name_is_needed(tcp: Pair, loop: Loop) -> None:
    """create_connection() of a socket with ssl, but without server_hostname, raises ValueError."""
    tcp[1].close()  # so that a loop that begins the handshake does not wait
    doing = "create_connection(factory, sock=sock, ssl=context)"
    expect_raises(ValueError, lambda: at_once(loop, tcp[0], ssl=client_context()), doing=doing)


@clause("TLS-17")
@pytest.mark.parametrize(
    ("option", "value"),
    [("server_hostname", NAME), ("ssl_handshake_timeout", 1.0), ("ssl_shutdown_timeout", 1.0)],
)
def test_parameters_of_tls_need_tls(tcp: Pair, loop: Loop, option: str, value: object) -> None:
    """A parameter of TLS without ssl raises ValueError."""
    doing = f"create_connection(factory, sock=sock, {option}={value!r})"
    expect_raises(ValueError, lambda: at_once(loop, tcp[0], **{option: value}), doing=doing)


@clause("TLS-18")
@pytest.mark.parametrize("option", ["ssl_handshake_timeout", "ssl_shutdown_timeout"])
@pytest.mark.parametrize("seconds", [0, -1.0])
def test_time_outs_are_positive(tcp: Pair, loop: Loop, option: str, seconds: float) -> None:
    """A time-out that is zero or negative raises ValueError."""
    tcp[1].close()  # so that a loop that begins the handshake does not wait
    asked = {"ssl": client_context(), "server_hostname": NAME, option: seconds}
    doing = (
        f"create_connection(factory, sock=sock, ssl=context, server_hostname={NAME!r}, {option}={seconds})"
    )
    expect_raises(ValueError, lambda: at_once(loop, tcp[0], **asked), doing=doing)


# -- when it does not come about


def timed_out(loop: Loop, tcp: Pair, side: Side, peer: Peer) -> tuple[object, float]:
    """What securing a connection with a silent peer raises, and after how many seconds of the loop."""
    told, begun, passed = Noting(), loop.time(), list[float]()

    async def attempt() -> asyncio.Transport:
        try:
            return await side.way(ssl_handshake_timeout=SHORTLY)(loop, tcp[0], told, peer)
        finally:
            passed.append(loop.time() - begun)

    task = loop.create_task(attempt())
    run_until(loop, task.done, SOON)
    return refused(loop, told, ended(loop, task)), passed[0]


@clause("TLS-19")
@BOTH
def test_a_silent_peer_is_left(tcp: Pair, loop: Loop, side: Side) -> None:
    """With a silent peer, the call raises after ssl_handshake_timeout, and the peer sees the end."""
    peer = side.peer(tcp[1])
    got, seconds = timed_out(loop, tcp, side, peer)
    run_until(loop, peer.until(lambda: peer.ended), SOON)
    doing = f"ssl_handshake_timeout={SHORTLY}, a silent peer: (raises, not before, the peer sees the end)"
    expect(
        (got not in (SECURED, NEITHER), seconds >= SHORTLY - RESOLUTION, peer.ended),
        (True, True, True),
        doing=doing,
    )


@clause("TLS-20")
@BOTH
def test_a_late_handshake_is_an_aborted_connection(tcp: Pair, loop: Loop, side: Side) -> None:
    """What is raised when the handshake takes too long is ConnectionAbortedError."""
    doing = f"as the {side}, ssl_handshake_timeout={SHORTLY}, a silent peer: what is raised"
    expect(timed_out(loop, tcp, side, side.peer(tcp[1]))[0], "ConnectionAbortedError", doing=doing)


@clause("TLS-21")
@BOTH
@pytest.mark.parametrize("begun", [b"", RECORD], ids=["at once", "within a record"])
def test_an_end_within_the_handshake_is_a_reset(pair: Pair, loop: Loop, side: Side, begun: bytes) -> None:
    """A peer that ends the connection during the handshake makes it raise ConnectionResetError."""
    peer = side.peer(pair[1])
    pair[1].send(begun)
    pair[1].shutdown(socket.SHUT_WR)
    peer.writes = False
    doing = f"secure a connection as the {side}; the peer ends it during the handshake"
    expect(attempted(loop, pair, side, peer), "ConnectionResetError", doing=doing)


@clause("TLS-22")
@BOTH
def test_a_peer_has_to_speak_tls(pair: Pair, loop: Loop, side: Side) -> None:
    """A peer that sends something else than TLS makes it raise ssl.SSLError."""
    peer = side.peer(pair[1])
    peer.writes = False
    pair[1].send(b"220 mail.example.test ready when you are\r\n")
    told = Noting()
    attempt = outcome(loop, side.way()(loop, pair[0], told, peer), peer)
    got = refused(loop, told, attempt)
    expect_that(
        isinstance(attempt, ssl.SSLError),
        doing=f"secure a connection as the {side}; the peer sends a line of text",
        expected="ssl.SSLError is raised",
        observed=got,
    )


@clause("TLS-23")
def test_who_gives_up_leaves_nothing(pair: Pair, loop: Loop) -> None:
    """When create_connection() is cancelled during the handshake, the peer sees the end."""
    told, peer = Noting(), server_peer(pair[1])
    task = loop.create_task(connecting()(loop, pair[0], told, peer))
    run_turns(loop, 12)
    task.cancel()
    run_turns(loop, 12)
    run_until(loop, peer.until(lambda: peer.ended), SOON)
    doing = "cancel create_connection(ssl=context) during the handshake: (cancelled, the peer sees the end)"
    expect((task.cancelled(), peer.ended), (True, True), doing=doing)


@clause("TLS-24")
@pytest.mark.parametrize("fault", ["certificate", "end", "time-out"])
def test_a_failed_handshake_is_no_connection(tcp: Pair, loop: Loop, fault: str) -> None:
    """After a failed handshake, the protocol of create_connection() has not been called."""
    told, peer = Noting(), server_peer(tcp[1], server_context(trusted=fault != "certificate"))
    peer.reads = peer.writes = fault == "certificate"
    if fault == "end":
        tcp[1].shutdown(socket.SHUT_WR)
    seconds = SHORTLY if fault == "time-out" else PATIENCE
    way = connecting(ssl_handshake_timeout=seconds)
    refused(loop, told, outcome(loop, way(loop, tcp[0], told, peer), peer))
    expect(
        told.calls, [], doing=f"fail the handshake of create_connection() by {fault}: calls of the protocol"
    )
