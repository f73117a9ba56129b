"""The face of the network: sockets, connections and servers of the internet's kind, and TLS.

Keeps true: each method checks its arguments, and hands on to the part that does the work.
Does not know: how any of it is done. The methods stand in the order of the chapters of the specification.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from functools import partial
from ssl import SSLContext
from typing import IO, Any, TypeVar, cast

from . import io_errors
from .choices import Chooser
from .connecting import Address, Connecting, Destination, Host, Port, StreamMaker
from .contracts import Clock
from .core import CoreLoop
from .endpoints import Endpoints, Wish
from .exploring import ExploringReady
from .sending import Sending
from .servers import Hosts, Server, Serving
from .sockets import Buffer, Sockets
from .transports.datagram import DatagramTransport
from .transports.exploring import ExploringStream
from .transports.stream import StreamTransport
from .transports.terms import Terms, client_terms, terms_of
from .transports.tls import TlsTransport

P = TypeVar("P", bound=asyncio.BaseProtocol)


class NetworkLoop(CoreLoop):
    """The core, and every method that moves bytes over the network."""

    sockets_type: type[Sockets] = Sockets
    stream_type: type[StreamTransport] = StreamTransport
    exploring_stream_type: type[ExploringStream] = ExploringStream
    tls_type: type[TlsTransport] = TlsTransport
    connecting_type: type[Connecting] = Connecting
    sending_type: type[Sending] = Sending
    datagram_type: type[DatagramTransport] = DatagramTransport
    endpoints_type: type[Endpoints] = Endpoints
    server_type: type[Server] = Server
    serving_type: type[Serving] = Serving

    def __init__(self, *, clock: Clock | None = None, chooser: Chooser | None = None) -> None:
        super().__init__(clock=clock, chooser=chooser)
        self._sockets = self.sockets_type(self)
        stream: StreamMaker = self.stream_type
        if chooser is not None:
            stream = partial(self.exploring_stream_type, chooser, cast("ExploringReady", self._ready))
        self._connecting = self.connecting_type(self, stream, self.tls_type)
        self._sending = self.sending_type(self, self._sockets)
        self._endpoints = self.endpoints_type(self, self.datagram_type)
        self._serving = self.serving_type(self, self._connecting, self.server_type)

    # ----------------------------------------------------------------------------------------------- sockets

    async def sock_recv(self, sock: socket.socket, nbytes: int) -> bytes:
        """Receive at least one byte and at most `nbytes`; ``b""`` is the end of the stream."""
        return await self._sockets.recv(sock, nbytes)  # SOCK-38

    async def sock_recv_into(self, sock: socket.socket, buf: Buffer) -> int:
        """Receive into `buf`, and return how many bytes came; 0 is the end of the stream."""
        return await self._sockets.recv_into(sock, buf)

    async def sock_recvfrom(self, sock: socket.socket, bufsize: int) -> tuple[bytes, Any]:
        """Receive one datagram of at most `bufsize` bytes, and the address that it came from."""
        return await self._sockets.recvfrom(sock, bufsize)

    async def sock_recvfrom_into(self, sock: socket.socket, buf: Buffer, nbytes: int = 0) -> tuple[int, Any]:
        """Receive one datagram into `buf`: its length and the address that it came from."""
        return await self._sockets.recvfrom_into(sock, buf, nbytes)

    async def sock_sendall(self, sock: socket.socket, data: Buffer) -> None:
        """Send all of `data`; after an error nobody knows how much of it arrived."""
        await self._sockets.sendall(sock, data)

    async def sock_sendto(self, sock: socket.socket, data: Buffer, address: Any) -> int:
        """Send one datagram to `address`, and return its length."""
        return await self._sockets.sendto(sock, data, address)

    async def sock_connect(self, sock: socket.socket, address: Any) -> None:
        """Connect to `address`, which need not be resolved. OSError if nobody accepts, or nobody knows it."""
        await self._sockets.connect(sock, address)

    async def sock_accept(self, sock: socket.socket) -> tuple[socket.socket, Any]:
        """Accept a connection: a socket that does not block, and the address of its other end."""
        return await self._sockets.accept(sock)

    async def sock_sendfile(
        self,
        sock: socket.socket,
        file: IO[bytes],
        offset: int = 0,
        count: int | None = None,
        *,
        fallback: bool | None = True,
    ) -> int:
        """Send `count` bytes (None: all) of a binary file from `offset` on; return how many were sent.

        The file's position is behind the last byte sent, also after an error. ValueError if it was opened as
        text; SendfileNotAvailableError if `fallback` is false and the system cannot send it by itself.
        """
        return await self._sockets.sendfile(sock, file, offset, count, fallback=bool(fallback))

    # ----------------------------------------------------------------------------------------------- streams

    async def create_connection(
        self,
        protocol_factory: Callable[[], P],
        host: Host = None,
        port: Port = None,
        *,
        family: int = 0,
        proto: int = 0,
        flags: int = 0,
        sock: socket.socket | None = None,
        local_addr: Address | None = None,
        all_errors: bool = False,
        ssl: SSLContext | bool | None = None,
        server_hostname: str | None = None,
        ssl_handshake_timeout: float | None = None,
        ssl_shutdown_timeout: float | None = None,
        happy_eyeballs_delay: float | None = None,
        interleave: int | None = None,
    ) -> tuple[asyncio.Transport, P]:
        """Connect to `host` and `port`, or take the connected `sock`; return ``(transport, protocol)``.

        OSError if no address lets us connect. `local_addr` is where to connect from. ValueError for both or
        neither of host/port and sock. With `ssl` (a context, or True for the default one) the connection is
        secured before anybody hears of it; the peer's certificate is matched against `server_hostname`, by
        default `host`; time-outs are in seconds. ssl.SSLError if that fails.

        With `happy_eyeballs_delay` an attempt that takes longer than so many seconds does not keep the next
        address from being tried; `interleave` addresses of the first family come first, then the families
        take turns (default: 1 with a delay, else the order of getaddrinfo()).
        """
        terms = client_terms(ssl, host, server_hostname, ssl_handshake_timeout, ssl_shutdown_timeout)
        if interleave is None and happy_eyeballs_delay is not None:
            interleave = 1  # CONN-22
        if host is None and port is None:
            if sock is None:
                raise io_errors.neither_host_nor_sock()  # CONN-08
            return await self._connecting.adopt(protocol_factory, sock, terms)  # CONN-04
        if sock is not None:
            raise io_errors.host_and_sock()  # CONN-07
        return await self._connecting.open(  # CONN-02 CONN-14
            protocol_factory,
            Destination(
                host,
                port,
                {"family": family, "proto": proto, "flags": flags},
                local_addr,
                all_errors,
                happy_eyeballs_delay,
                interleave or 0,
            ),
            terms,
        )

    async def connect_accepted_socket(
        self,
        protocol_factory: Callable[[], P],
        sock: socket.socket,
        *,
        ssl: SSLContext | bool | None = None,
        ssl_handshake_timeout: float | None = None,
        ssl_shutdown_timeout: float | None = None,
    ) -> tuple[asyncio.Transport, P]:
        """Wrap a connection that was accepted elsewhere; return ``(transport, protocol)``.

        With the context `ssl` it is secured first, as the server; see `create_connection`.
        """
        terms = terms_of(ssl, None, True, ssl_handshake_timeout, ssl_shutdown_timeout)
        return await self._connecting.adopt(protocol_factory, sock, terms)  # CONN-01 TLS-08

    async def start_tls(
        self,
        transport: asyncio.WriteTransport,
        protocol: asyncio.BaseProtocol,
        sslcontext: SSLContext,
        *,
        server_side: bool = False,
        server_hostname: str | None = None,
        ssl_handshake_timeout: float | None = None,
        ssl_shutdown_timeout: float | None = None,
    ) -> asyncio.Transport:
        """Secure a connection that exists; return the transport that `protocol` is to use from then on.

        TypeError if `sslcontext` is no context, or `transport` is none of this loop's streams; ssl.SSLError
        if the handshake fails, and the connection is lost then. Time-outs are in seconds.
        """
        if not isinstance(sslcontext, SSLContext):
            raise io_errors.no_context(sslcontext)  # TLS-29
        terms = Terms.of(  # TLS-26 TLS-27 TLS-28
            sslcontext, server_side, server_hostname, ssl_handshake_timeout, ssl_shutdown_timeout
        )
        return await self._connecting.upgrade(transport, protocol, terms)  # TLS-33

    # ------------------------------------------------------------------------------------------------- files

    async def sendfile(
        self,
        transport: asyncio.WriteTransport,
        file: IO[bytes],
        offset: int = 0,
        count: int | None = None,
        *,
        fallback: bool = True,
    ) -> int:
        """Send `count` bytes (None: all) of a binary file over a stream; return how many were sent.

        The file's position is behind the last byte sent, also after an error. RuntimeError if the transport
        is closing, or carries no files; ValueError if the file was opened as text; SendfileNotAvailableError
        if `fallback` is false and the system cannot send it by itself, as over TLS.
        """
        return await self._sending.send(transport, file, offset, count, fallback=fallback)

    # --------------------------------------------------------------------------------------------- datagrams

    async def create_datagram_endpoint(  # type: ignore[override]  # pyright: ignore[reportIncompatibleMethodOverride] - reuse_address left Python in 3.11
        self,
        protocol_factory: Callable[[], P],
        local_addr: Any = None,
        remote_addr: Any = None,
        *,
        family: int = 0,
        proto: int = 0,
        flags: int = 0,
        reuse_port: bool | None = None,
        allow_broadcast: bool | None = None,
        sock: socket.socket | None = None,
    ) -> tuple[asyncio.DatagramTransport, P]:
        """Bind to `local_addr`, connect to `remote_addr`, or take `sock`; return ``(transport, protocol)``.

        An address is a pair of host and port, or, with AF_UNIX as `family`, a path. OSError if it cannot be
        had; ValueError for a `sock` together with anything else, and for nothing at all.
        """
        wish = Wish(local_addr, remote_addr, family, proto, flags, reuse_port, allow_broadcast)
        if sock is None:
            return await self._endpoints.open(protocol_factory, wish)  # DGRAM-01 DGRAM-02
        return await self._endpoints.adopt(protocol_factory, sock, wish)  # DGRAM-15

    # ----------------------------------------------------------------------------------------------- servers

    async def create_server(
        self,
        protocol_factory: Callable[[], asyncio.BaseProtocol],
        host: Hosts = None,
        port: Port = None,
        *,
        family: int = socket.AF_UNSPEC,
        flags: int = socket.AI_PASSIVE,
        sock: socket.socket | None = None,
        backlog: int = 100,
        reuse_address: bool | None = None,
        reuse_port: bool | None = None,
        keep_alive: bool | None = None,
        ssl: SSLContext | bool | None = None,
        ssl_handshake_timeout: float | None = None,
        ssl_shutdown_timeout: float | None = None,
        start_serving: bool = True,
    ) -> Server:
        """Listen on `port` of each host, or on the bound `sock`; whoever connects gets a protocol.

        OSError if an address cannot be had. ValueError for both or neither of host/port and sock, and for a
        sock that is no stream. With the context `ssl`, each connection is secured before its protocol hears
        of it; time-outs are in seconds. TypeError for a bool, which names no certificate to show.
        """
        if isinstance(ssl, bool):
            raise io_errors.no_context(ssl)  # TLS-71
        terms = terms_of(ssl, None, True, ssl_handshake_timeout, ssl_shutdown_timeout)  # TLS-69 TLS-70 TLS-72
        if host is not None or port is not None:
            if sock is not None:
                raise io_errors.host_or_path_and_sock()  # SERVE-11
            switches = {"reuse_address": reuse_address, "reuse_port": reuse_port, "keep_alive": keep_alive}
            sockets = await self._serving.bind(host, port, family, flags, switches)
        else:
            sockets = [_stream(sock)]  # SERVE-09
        server = self._serving.serve(  # SERVE-01 SERVE-70 SERVE-71 TLS-64 TLS-75
            protocol_factory, sockets, backlog, terms
        )
        if start_serving:
            await server.start_serving()  # SERVE-19
        return server


def _stream(sock: socket.socket | None) -> socket.socket:
    """The socket that a server is to own. ValueError unless it is a stream."""
    if sock is None:
        raise io_errors.nothing_to_serve()  # SERVE-12
    if sock.type != socket.SOCK_STREAM:
        raise io_errors.stream_socket_expected(sock)  # SERVE-13
    return sock
