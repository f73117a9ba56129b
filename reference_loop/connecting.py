"""How a connection comes about: resolve, connect, and hand the socket over to a transport.

Keeps true: whoever is handed a transport has a protocol that heard connection_made() already; a socket made
here is closed unless a transport owns it; sockets are non-blocking, and TCP's are told not to delay.
Does not know: what is sent.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from . import io_errors
from .contracts import Wires
from .parts import Part
from .racing import Attempt, Outcome, Race, interleaved, one_by_one
from .states import CONNECTED
from .transports.stream import StreamTransport
from .transports.terms import Terms
from .transports.tls import TlsTransport

P = TypeVar("P", bound=asyncio.BaseProtocol)

Host = bytes | str | None
Port = bytes | str | int | None
Address = tuple[Any, ...]
StreamMaker = Callable[[Wires, socket.socket, asyncio.BaseProtocol], StreamTransport]
"""What makes a transport: its type, or one that was told more beforehand."""
Info = tuple[int, int, int, str, Address]
"""What getaddrinfo() answers: family, type, protocol, canonical name, address."""


@dataclass(frozen=True)
class Destination:
    """Where to connect to, from where (`local`), and what to do when there are several addresses.

    `hints` are for getaddrinfo(). With a `delay`, in seconds, the addresses race; `interleave` is how many of
    the first family come first, 0 if all stay where they are.
    """

    host: Host
    port: Port
    hints: dict[str, int]
    local: Address | None = None
    all_errors: bool = False
    delay: float | None = None
    interleave: int = 0


class Connecting(Part[Wires]):
    """Connections of one loop, as transports of one type, or of two: one for bytes, one for TLS over it."""

    race_type: type[Race[Any]] = Race

    def __init__(
        self,
        loop: Wires,
        stream_type: StreamMaker,
        tls_type: type[TlsTransport] = TlsTransport,
    ) -> None:
        super().__init__(loop)
        self._stream_type = stream_type
        self._tls_type = tls_type

    # ------------------------------------------------------------------------------------------- to hand over

    async def adopt(
        self, factory: Callable[[], P], sock: socket.socket, terms: Terms | None = None
    ) -> tuple[asyncio.Transport, P]:
        """Let a transport own the connected `sock` of the caller. ValueError unless it is a stream."""
        if sock.type != socket.SOCK_STREAM:
            raise io_errors.stream_socket_expected(sock)  # CONN-05
        protocol, made = factory(), self._loop.create_future()
        transport = self.wrap(sock, protocol, terms, made)  # CONN-01 CONN-04 TLS-08
        return await _when_made(transport, made), protocol

    async def open(
        self,
        factory: Callable[[], P],
        to: Destination,
        terms: Terms | None = None,
    ) -> tuple[asyncio.Transport, P]:
        """Connect, see `connect`, and let a transport own the socket."""
        sock = await self.connect(to)
        made: asyncio.Future[None] = self._loop.create_future()
        try:
            protocol = factory()  # CONN-03
            transport = self.wrap(sock, protocol, terms, made)  # CONN-02
        except BaseException:
            sock.close()
            raise
        return await _when_made(transport, made), protocol

    def wrap(
        self,
        sock: socket.socket,
        protocol: asyncio.BaseProtocol,
        terms: Terms | None,
        made: asyncio.Future[None] | None = None,
    ) -> StreamTransport | TlsTransport:
        """Begin with a transport for `protocol`; `made` is done after its connection_made(), or fails."""
        sock.setblocking(False)
        do_not_delay(sock)  # CONN-10 SERVE-20
        if terms is None:
            transport = self._stream_type(self._loop, sock, protocol)  # CONN-13
            transport.begin(made)
            return transport
        secured = self._tls_type(self._loop, protocol, terms, made)
        secured.begin(self._stream_type(self._loop, sock, secured))
        return secured

    async def upgrade(
        self, transport: asyncio.WriteTransport, protocol: asyncio.BaseProtocol, terms: Terms
    ) -> asyncio.Transport:
        """Put TLS between a transport of ours and its protocol; return when the handshake is done."""
        if not isinstance(transport, (StreamTransport, TlsTransport)):
            raise io_errors.no_upgrade(transport)  # TLS-30
        made: asyncio.Future[None] = self._loop.create_future()
        secured = self._tls_type(self._loop, protocol, terms, made, CONNECTED)  # TLS-25 TLS-31
        transport.set_protocol(secured)
        secured.connection_made(transport)
        try:
            await made
        except BaseException:
            transport.abort()
            raise
        return secured

    # --------------------------------------------------------------------------------------------- to connect

    async def connect(self, to: Destination) -> socket.socket:
        """Return a socket connected to the first address that lets us.

        OSError when none does; an ExceptionGroup of all that happened, if `to.all_errors`.
        """
        infos = await self._resolve((to.host, to.port), to.hints)
        ours = await self._resolve(to.local, to.hints) if to.local else []
        if to.interleave:
            infos = interleaved(infos, to.interleave)  # CONN-21 CONN-22
        attempts = [partial(self._connected, info, ours) for info in infos]
        sock, failures = await self._first(attempts, to.delay)
        if sock is not None:
            return sock
        try:
            if to.all_errors:
                raise ExceptionGroup("create_connection failed", failures)  # CONN-12
            raise io_errors.no_connection(failures)  # CONN-09 CONN-23
        finally:
            failures = []  # no ring of a traceback, its frame and its exception

    async def _first(
        self, attempts: Sequence[Attempt[socket.socket]], delay: float | None
    ) -> Outcome[socket.socket]:
        if delay is None:
            return await one_by_one(attempts)  # CONN-02 CONN-15
        race: Race[socket.socket] = self.race_type(self._loop, delay, socket.socket.close)
        return await race.run(attempts)  # CONN-16

    async def _resolve(self, address: Address, hints: dict[str, int]) -> list[Info]:
        host, port = address
        return await self._loop.getaddrinfo(host, port, type=socket.SOCK_STREAM, **hints)

    async def _connected(self, info: Info, ours: list[Info]) -> socket.socket:
        family, kind, proto, _, address = info
        sock = socket.socket(family, kind, proto)
        try:
            sock.setblocking(False)
            if ours:
                _bind(sock, ours)
            await self._loop.sock_connect(sock, address)  # CONN-02 CONN-09
        except BaseException:
            sock.close()  # CONN-19 CONN-24
            raise
        return sock


async def _when_made(transport: asyncio.Transport, made: asyncio.Future[None]) -> asyncio.Transport:
    """Return the transport when its protocol has heard connection_made()."""
    try:
        await made  # CONN-03 TLS-01
    except BaseException:
        transport.close()  # TLS-23
        raise
    return transport


def _bind(sock: socket.socket, ours: list[Info]) -> None:
    """Bind to the first of our addresses that can be had; OSError if none can."""
    refused = io_errors.no_local_address(sock.family)
    for family, *_, address in ours:
        if family == sock.family:
            try:
                sock.bind(address)  # CONN-11
                return
            except OSError as failure:
                refused = io_errors.bind_failed(failure, address)
    raise refused


def do_not_delay(sock: socket.socket) -> None:
    """Have TCP send small writes at once."""
    if sock.family in (socket.AF_INET, socket.AF_INET6):
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
