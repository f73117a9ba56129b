"""How a connection comes about: resolve, connect, and hand the socket over to a transport.

Keeps true: whoever is handed a transport has a protocol that heard connection_made() already; a socket made
here is closed unless a transport owns it; sockets are non-blocking, and TCP's are told not to delay.
Does not know: what is sent.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from typing import Any, TypeVar

from . import io_errors
from .contracts import Wires
from .futures import set_unless_done
from .states import CONNECTED
from .transports.stream import StreamTransport
from .transports.terms import Terms
from .transports.tls import TlsTransport

P = TypeVar("P", bound=asyncio.BaseProtocol)

Host = bytes | str | None
Port = bytes | str | int | None
Address = tuple[Any, ...]
Info = tuple[int, int, int, str, Address]
"""What getaddrinfo() answers: family, type, protocol, canonical name, address."""


class Connecting:
    """Connections of one loop, as transports of one type, or of two: one for bytes, one for TLS over it."""

    def __init__(
        self,
        loop: Wires,
        stream_type: type[StreamTransport],
        tls_type: type[TlsTransport] = TlsTransport,
    ) -> None:
        self._loop = loop
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
        host: Host,
        port: Port,
        local: Address | None,
        all_errors: bool,
        terms: Terms | None = None,
        **hints: int,
    ) -> tuple[asyncio.Transport, P]:
        """Connect to `host` and `port`, see `connect`, and let a transport own the socket."""
        sock = await self.connect(host, port, local, all_errors, **hints)
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

    async def connect(
        self, host: Host, port: Port, local: Address | None, all_errors: bool, **hints: int
    ) -> socket.socket:
        """Return a socket connected to the first address of `host` that lets us.

        OSError when none does; an ExceptionGroup of all that happened, if `all_errors`.
        """
        infos = await self._resolve(host, port, hints)
        ours = await self._resolve(local[0], local[1], hints) if local else []
        failures: list[OSError] = []
        for info in infos:
            try:
                return await self._connected(info, ours)  # CONN-02
            except OSError as failure:
                failures.append(failure)
        try:
            if all_errors:
                raise ExceptionGroup("create_connection failed", failures)  # CONN-12
            raise io_errors.no_connection(failures)  # CONN-09
        finally:
            failures = []  # no ring of a traceback, its frame and its exception

    async def _resolve(self, host: Host, port: Port, hints: dict[str, int]) -> list[Info]:
        return await self._loop.getaddrinfo(host, port, type=socket.SOCK_STREAM, **hints)

    async def _connected(self, info: Info, ours: list[Info]) -> socket.socket:
        family, kind, proto, _, address = info
        sock = socket.socket(family, kind, proto)
        try:
            sock.setblocking(False)
            if ours:
                _bind(sock, ours)
            await self._finish(sock, address)
        except BaseException:
            sock.close()
            raise
        return sock

    async def _finish(self, sock: socket.socket, address: Address) -> None:
        """Begin to connect, and wait until that has worked or failed."""
        try:
            sock.connect(address)
            return
        except (BlockingIOError, InterruptedError):
            done: asyncio.Future[None] = self._loop.create_future()
        self._loop.add_writer(sock.fileno(), set_unless_done, done)
        try:
            await done
        finally:
            self._loop.remove_writer(sock.fileno())
        failure = sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        if failure:
            raise io_errors.connect_failed(failure, address)  # CONN-09


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
