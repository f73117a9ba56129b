"""How a datagram endpoint comes about: resolve, bind, connect, and hand the socket over to a transport.

Keeps true: whoever is handed a transport has a protocol that heard connection_made() already; a socket made
here is closed unless a transport owns it; sockets are non-blocking.
Does not know: what is sent.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

from . import io_errors, paths
from .contracts import Wires
from .parts import Part
from .transports.datagram import DatagramTransport

P = TypeVar("P", bound=asyncio.BaseProtocol)
Factory = Callable[[], P]

Address = Any
"""A pair of host and port, a path, or what the system makes of them."""


class Place(NamedTuple):
    """What a socket can be made from; an address that was not wished for is None."""

    family: int
    proto: int
    local: Address
    remote: Address


@dataclass(frozen=True)
class Wish:
    """What create_datagram_endpoint() was told, in place of a socket."""

    local_addr: Address
    remote_addr: Address
    family: int
    proto: int
    flags: int
    reuse_port: bool | None
    allow_broadcast: bool | None

    def told(self) -> dict[str, object]:
        """What was told, by name, without what was left out."""
        return {name: value for name, value in vars(self).items() if value}


class Endpoints(Part[Wires]):
    """Datagram endpoints of one loop, as transports of one type."""

    def __init__(self, loop: Wires, datagram_type: type[DatagramTransport]) -> None:
        super().__init__(loop)
        self._datagram_type = datagram_type

    # ------------------------------------------------------------------------------------------- to hand over

    async def adopt(
        self, factory: Factory[P], sock: socket.socket, wish: Wish
    ) -> tuple[asyncio.DatagramTransport, P]:
        """Let a transport own the `sock` of the caller. ValueError for a stream, or if more is wished for."""
        if sock.type == socket.SOCK_STREAM:
            raise io_errors.datagram_socket_expected(sock)  # DGRAM-18
        if wish.told():
            raise io_errors.sock_and_options(wish.told())  # DGRAM-17
        sock.setblocking(False)
        return await self._hand_over(factory, sock, None)  # DGRAM-15

    async def open(self, factory: Factory[P], wish: Wish) -> tuple[asyncio.DatagramTransport, P]:
        """Make a socket as wished for, and let a transport own it. OSError if no address can be had."""
        failure: OSError | None = None
        for place in await self._places(wish):
            try:
                sock = self._socket(place, wish)
            except OSError as error:
                failure = failure or error
            else:
                return await self._hand_over(factory, sock, place.remote)  # DGRAM-01
        raise failure or io_errors.no_common_family(wish.local_addr, wish.remote_addr)  # DGRAM-11 DGRAM-20

    def _socket(self, place: Place, wish: Wish) -> socket.socket:
        """Return a socket at this place. OSError if the address cannot be had."""
        sock = socket.socket(place.family, socket.SOCK_DGRAM, place.proto)
        try:
            sock.setblocking(False)
            if wish.reuse_port:
                if not hasattr(socket, "SO_REUSEPORT"):
                    raise io_errors.no_such_option("reuse_port")
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)  # DGRAM-10
            if wish.allow_broadcast:
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)  # DGRAM-12 DGRAM-13
            if place.local:
                self._bind(sock, place.local)
            if place.remote and not wish.allow_broadcast:  # DGRAM-14
                self._connect(sock, place.remote)
        except BaseException:
            sock.close()
            raise
        return sock

    def _bind(self, sock: socket.socket, address: Address) -> None:
        if paths.are_addresses_of(sock.family):
            paths.remove_stale(address)
        sock.bind(address)  # DGRAM-01 DGRAM-61

    def _connect(self, sock: socket.socket, address: Address) -> None:
        sock.connect(address)  # DGRAM-02 DGRAM-03 DGRAM-04

    async def _hand_over(
        self, factory: Factory[P], sock: socket.socket, remote: Address
    ) -> tuple[asyncio.DatagramTransport, P]:
        """Return when the protocol has heard connection_made()."""
        try:
            protocol = factory()  # DGRAM-22
        except BaseException:
            sock.close()
            raise
        transport = self._datagram_type(self._loop, sock, protocol, remote)
        made: asyncio.Future[None] = self._loop.create_future()
        transport.begin(made)
        try:
            await made  # DGRAM-22
        except BaseException:
            transport.close()
            raise
        return transport, protocol

    # --------------------------------------------------------------------------------------------- where to

    async def _places(self, wish: Wish) -> list[Place]:
        """Return what a socket can be made from, the first choice first."""
        ends = (wish.local_addr, wish.remote_addr)
        if paths.are_addresses_of(wish.family):
            return [Place(wish.family, wish.proto, *map(_path, ends))]  # DGRAM-58
        if not any(ends):
            if not wish.family:
                raise io_errors.nothing_to_make_a_socket_from()  # DGRAM-06
            return [Place(wish.family, wish.proto, None, None)]  # DGRAM-05
        local, remote = [await self._resolved(end, wish) if end else None for end in ends]
        known: Any = remote if local is None else local
        return [
            Place(family, proto, local and local[family, proto], remote and remote[family, proto])
            for family, proto in known
            if remote is None or (family, proto) in remote
        ]

    async def _resolved(self, address: Address, wish: Wish) -> dict[tuple[int, int], Address]:
        """Return what `address` stands for, by family and protocol."""
        host, port = _pair(address)
        found: dict[tuple[int, int], Address] = {}
        for family, _, proto, _, known in await self._loop.getaddrinfo(
            host,
            port,
            family=wish.family,  # DGRAM-07
            type=socket.SOCK_DGRAM,
            proto=wish.proto,  # DGRAM-08
            flags=wish.flags,  # DGRAM-09
        ):
            found.setdefault((family, proto), known)
        return found


def _pair(address: object) -> tuple[Any, Any]:
    pair: Any = address
    if not isinstance(address, tuple) or len(pair) != 2:
        raise io_errors.not_a_pair(pair)  # DGRAM-19
    host, port = pair
    return host, port


def _path(address: Address) -> str | None:
    if address is not None and not isinstance(address, str):
        raise io_errors.not_a_path(address)  # DGRAM-60
    return address
