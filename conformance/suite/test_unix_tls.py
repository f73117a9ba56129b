"""Questions of the chapter unix: connections to paths that are secured by TLS."""

from __future__ import annotations

import socket
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest

from conformance.clause import clause
from conformance.expect import Broken, expect
from conformance.suite.certificates import NAME, OTHER, V12, client_context, server_context
from conformance.suite.driving import Loop
from conformance.suite.matter import kind
from conformance.suite.paths import dismiss, hosting, listening, refusal, refused
from conformance.suite.securing import Peer, Secured, client_peer, end, outcome, server_peer
from conformance.suite.serving import HELLO
from conformance.suite.sockets import Keeper
from conformance.suite.streaming import Noting


class Awaited:
    """A wire over the connection that will come to a listener."""

    def __init__(self, keeper: Keeper, listener: socket.socket) -> None:
        self._accept: Callable[[], socket.socket] = lambda: keeper.keep(listener.accept()[0])
        self._sock: socket.socket | None = None

    @property
    def _end(self) -> socket.socket:
        if self._sock is None:
            self._sock = self._accept()  # BlockingIOError while nobody has come
        return self._sock

    def recv(self, size: int, /) -> bytes:
        """Receive what has come."""
        return self._end.recv(size)

    def send(self, data: bytes | bytearray, /) -> int:
        """Send some of it."""
        return self._end.send(data)


def call(loop: Loop, told: Noting, path: Path, **options: Any) -> Coroutine[Any, Any, Any]:
    """create_unix_connection() to a server that is called NAME, unless told otherwise."""
    asked: dict[str, Any] = {"ssl": client_context(), "server_hostname": NAME, **options}
    return loop.create_unix_connection(lambda: told, str(path), **asked)


def peer_at(keeper: Keeper, path: Path, name: str = NAME) -> Peer:
    """A server at the path that shows a certificate for this name; it ends the handshake, as in TLS 1.2."""
    return server_peer(Awaited(keeper, listening(keeper, path)), server_context(name=name, version=V12))


@clause("UNIX-50")
def test_a_path_is_secured(folder: Path, keeper: Keeper, loop: Loop) -> None:
    """Both sides hear one another through TLS."""
    told, peer = Noting(), peer_at(keeper, folder / "socket")
    made = outcome(loop, call(loop, told, folder / "socket"), peer)
    if isinstance(made, Exception):
        raise Broken(
            doing="create_unix_connection(ssl=...)", expected="a transport", observed=type(made).__name__
        )
    ours = Secured(loop, made[0], told, peer)
    made[0].write(b"question")
    peer.say(b"answer")
    ours.run_until(lambda: len(peer.data) >= 8 and len(told.data) >= 6)
    end(ours)
    doing = "create_unix_connection(ssl=...), write on both sides: (the peer reads, is handed on)"
    expect((bytes(peer.data), bytes(told.data)), (b"question", b"answer"), doing=doing)


@clause("UNIX-51")
def test_somebody_must_be_expected(folder: Path, keeper: Keeper, loop: Loop) -> None:
    """A context without server_hostname raises ValueError."""
    listening(keeper, folder / "socket")
    got = refused(loop, Noting(), str(folder / "socket"), ssl=client_context())
    expect(kind(got), "ValueError", doing="create_unix_connection(factory, path, ssl=context)")


@clause("UNIX-52")
def test_somebody_else_is_refused(folder: Path, keeper: Keeper, loop: Loop) -> None:
    """A certificate for another name raises SSLCertVerificationError."""
    told = Noting()
    got = outcome(loop, call(loop, told, folder / "socket"), peer_at(keeper, folder / "socket", OTHER))
    if not isinstance(got, Exception):
        dismiss(loop, got[0], told)
        got = "a connection"
    doing = "create_unix_connection(ssl=..., server_hostname=...) to a server with a certificate for another"
    expect(kind(got), "SSLCertVerificationError", doing=doing)


@clause("UNIX-53")
@pytest.mark.parametrize("name", ["server_hostname", "ssl_handshake_timeout", "ssl_shutdown_timeout"])
def test_terms_without_tls(folder: Path, keeper: Keeper, loop: Loop, name: str) -> None:
    """A parameter of TLS without ssl raises ValueError."""
    listening(keeper, folder / "socket")
    value: object = NAME if name == "server_hostname" else 10.0
    got = refused(loop, Noting(), str(folder / "socket"), **{name: value})
    expect(kind(got), "ValueError", doing=f"create_unix_connection(factory, path, {name}={value!r})")


# -- servers


@clause("UNIX-54")
def test_a_service_at_a_path_is_secured(folder: Path, loop: Loop) -> None:
    """A client that speaks TLS is heard and answered."""
    path = str(folder / "socket")
    with hosting(loop, path, ssl=server_context()) as ours:
        peer = client_peer(ours.connect(path).sock)
        ours.until(peer.until(lambda: peer.shaken or peer.ended or peer.fault))
        if peer.shaken:
            peer.say(HELLO)
        ours.until(peer.until(lambda: peer.ended or len(peer.data) >= len(HELLO)))
        heard = [bytes(protocol.data) for protocol in ours.protocols]
        doing = "create_unix_server(echo, path, ssl=context); a client says hello: (it reads, is handed on)"
        expect((bytes(peer.data), heard), (HELLO, [HELLO]), doing=doing)


@clause("UNIX-55")
@pytest.mark.parametrize("wish", [True, False])
def test_a_server_needs_a_certificate(folder: Path, loop: Loop, wish: bool) -> None:
    """ssl=True and ssl=False raise TypeError."""
    got = refusal(loop, str(folder / "socket"), ssl=wish)
    expect(kind(got), "TypeError", doing=f"create_unix_server(factory, path, ssl={wish})")


@clause("UNIX-56")
@pytest.mark.parametrize("name", ["ssl_handshake_timeout", "ssl_shutdown_timeout"])
def test_terms_of_a_server_without_tls(folder: Path, loop: Loop, name: str) -> None:
    """A time-out of TLS without ssl raises ValueError."""
    got = refusal(loop, str(folder / "socket"), **{name: 10.0})
    expect(kind(got), "ValueError", doing=f"create_unix_server(factory, path, {name}=10.0)")
