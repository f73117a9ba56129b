"""Servers: sockets that listen, whoever connects to them, and when all of that is over.

Keeps true: a socket made here is closed unless a server owns it; a server accepts while its table (`SERVER`)
says so; whoever is accepted has a protocol of his own; wait_closed() returns when the table has come to its
end, for everybody who waits.
Does not know: what is said on a connection, or how its transport moves bytes.

When the system has no descriptor left for a client, the server stops looking for `PAUSE` seconds: the client
waits in the backlog, and the loop does not spin on a socket that stays readable.
"""

from __future__ import annotations

import asyncio
import errno
import os
import socket
import sys
import weakref
from asyncio.trsock import TransportSocket
from collections.abc import Callable, Iterable, Sequence
from typing import Self, cast

from . import io_errors
from .connecting import Connecting, Host, Info, Port
from .contracts import Wires
from .parts import Part
from .states import CLOSING, DOWN, SERVER, SERVING, ServerState, advance
from .transports.stream import StreamTransport
from .transports.terms import Terms
from .transports.tls import TlsTransport

Factory = Callable[[], asyncio.BaseProtocol]
Hosts = Host | Sequence[str]
Guest = StreamTransport | TlsTransport
"""The connection of a client, which says when it is lost."""

PAUSE = 1.0
"""Seconds without a look at the listening socket, after the system had nothing left for a client."""

EXHAUSTED = (errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM)
"""What accept() says then."""

WAITS_FOR_CLIENTS = sys.version_info >= (3, 12)
"""Whether wait_closed() of a closed server still waits for its connections: so since Python 3.12."""

SWITCHES = {
    "reuse_address": "SO_REUSEADDR",  # SERVE-15 SERVE-16
    "reuse_port": "SO_REUSEPORT",  # SERVE-17
    "keep_alive": "SO_KEEPALIVE",  # SERVE-18, which connections inherit
}
"""The parameters of create_server() that are options of the listening sockets."""


class Server(asyncio.Server):
    """What create_server() returns. Not thread-safe. None of its parent's code is used."""

    def __init__(  # pyright: ignore[reportMissingSuperCall] - it would set what only its own methods read
        self, loop: Wires, sockets: list[socket.socket], backlog: int, welcome: Callable[..., Guest]
    ) -> None:
        self._host = loop
        self._listening = sockets
        self._backlog = backlog
        self._welcome = welcome
        self._state: ServerState = SERVER.start
        self._transports: weakref.WeakSet[Guest] = weakref.WeakSet()  # the loop keeps who is in use
        self._all_over: set[asyncio.Future[None]] = set()  # those of whoever is in wait_closed()
        self._forever: asyncio.Future[None] | None = None

    # ------------------------------------------------------------------------------------------------ to ask

    def get_loop(self) -> asyncio.AbstractEventLoop:
        """Return the loop that serves."""
        return cast("asyncio.AbstractEventLoop", self._host)  # SERVE-30

    def is_serving(self) -> bool:
        """Tell whether clients are accepted."""
        return self._state is SERVING  # SERVE-31

    @property
    def sockets(self) -> tuple[TransportSocket, ...]:  # type: ignore[override]  # typeshed says socket
        """The sockets that listen; none once the server is closed."""
        return tuple(map(TransportSocket, self._listening))  # SERVE-43 SERVE-44 SERVE-45 UNIX-21

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._state.value} sockets={list(self.sockets)}>"

    # ---------------------------------------------------------------------------------------------- to serve

    async def start_serving(self) -> None:
        """Accept clients from now on; a second call does nothing. RuntimeError if closed."""
        self._start()  # SERVE-32

    def _start(self) -> None:
        before, self._state = self._state, advance(SERVER, self._state, "start")  # SERVE-33 SERVE-38
        if self._state is not before:
            for sock in self._listening:
                sock.listen(self._backlog)  # SERVE-14
                self._look_at(sock)

    async def serve_forever(self) -> None:
        """Accept clients until cancelled, which closes the server. RuntimeError if closed, or twice."""
        if self._forever is not None:
            raise io_errors.served_forever_already(self)  # SERVE-37
        self._start()  # SERVE-34 SERVE-35
        self._forever = self._host.create_future()
        try:
            await self._forever
        except asyncio.CancelledError:
            self.close()  # SERVE-36
            await self.wait_closed()
            raise
        finally:
            self._forever = None

    def _look_at(self, sock: socket.socket) -> None:
        if self._state is SERVING:  # who paused may find the server closed
            self._host.add_reader(sock.fileno(), self._on_clients, sock)  # SERVE-57

    def _on_clients(self, sock: socket.socket) -> None:
        """Accept who waits, but no more in one turn than may wait."""
        for _ in range(max(self._backlog, 1)):  # SERVE-63
            if self._state is not SERVING:
                return  # a factory has closed the server
            try:
                client, _address = sock.accept()  # SERVE-60
            except (BlockingIOError, InterruptedError, ConnectionAbortedError):  # SERVE-64
                return
            except OSError as error:
                if error.errno not in EXHAUSTED:
                    raise
                self._pause(sock, error)
                return
            self._admit(client)

    def _pause(self, sock: socket.socket, error: OSError) -> None:
        self._host.remove_reader(sock.fileno())
        self._host.call_later(PAUSE, self._look_at, sock)  # SERVE-66 SERVE-67
        message = "no client can be accepted: the system has nothing left"
        self._host.call_exception_handler(  # SERVE-68
            {"message": message, "exception": error, "socket": TransportSocket(sock)}
        )

    def _admit(self, client: socket.socket) -> None:
        """Give the client a protocol, and a transport that says when it is gone."""
        try:
            transport = self._welcome(client)  # SERVE-02 SERVE-62
        except BaseException as error:  # SERVE-65
            client.close()
            if isinstance(error, (SystemExit, KeyboardInterrupt)):
                raise
            self._host.call_exception_handler(
                {"message": "a client was turned away: his protocol could not be made", "exception": error}
            )
            return
        self._transports.add(transport)
        transport.when_lost(self._on_lost)  # not before the next turn

    # ------------------------------------------------------------------------------------------------ to end

    def close(self) -> None:
        """Stop serving; connections stay as they are. A second call does nothing."""
        self._state = advance(SERVER, self._state, "close")  # SERVE-42
        listening, self._listening = self._listening, []
        for sock in listening:
            self._host.remove_reader(sock.fileno())
            sock.close()  # SERVE-10 SERVE-40
        if self._forever is not None:
            self._forever.cancel()  # SERVE-39
        self._look_whether_it_is_over()

    def close_clients(self) -> None:
        """close() each connection: what is buffered is still sent."""
        for transport in list(self._transports):
            transport.close()  # SERVE-53 TLS-74

    def abort_clients(self) -> None:
        """abort() each connection: what is buffered is lost."""
        for transport in list(self._transports):
            transport.abort()  # SERVE-54 TLS-74

    async def wait_closed(self) -> None:
        """Wait until the server is closed and its connections are gone.

        Before Python 3.12, whoever asks when it is closed already does not wait for connections.
        """
        if self._state is DOWN or (self._state is CLOSING and not WAITS_FOR_CLIENTS):
            return  # SERVE-47 SERVE-49
        over = self._host.create_future()
        self._all_over.add(over)
        try:
            await over  # SERVE-46 SERVE-48 SERVE-50
        finally:
            self._all_over.discard(over)

    async def __aenter__(self) -> Self:
        return self  # SERVE-56

    async def __aexit__(self, *_: object) -> None:
        self.close()  # SERVE-55
        await self.wait_closed()

    def _on_lost(self, transport: Guest) -> None:
        self._transports.discard(transport)  # SERVE-41
        self._look_whether_it_is_over()

    def _look_whether_it_is_over(self) -> None:
        if self._transports:
            return
        self._state = advance(SERVER, self._state, "emptied")
        if self._state is DOWN:
            for over in self._all_over:  # SERVE-51
                if not over.done():
                    over.set_result(None)  # SERVE-52


class Serving(Part[Wires]):
    """Servers of one loop, whose clients are connected as `connecting` does it."""

    def __init__(self, loop: Wires, connecting: Connecting, server_type: type[Server]) -> None:
        super().__init__(loop)
        self._connecting = connecting
        self._server_type = server_type

    def serve(
        self, factory: Factory, sockets: list[socket.socket], backlog: int, terms: Terms | None = None
    ) -> Server:
        """Return a server that owns these sockets, and accepts nobody yet.

        With `terms` each client has to agree on keys first. The server does not wait for that: who fails is
        gone, and nobody else hears of it.
        """

        def welcome(client: socket.socket) -> Guest:
            return self._connecting.wrap(client, factory(), terms)  # SERVE-02 TLS-64 TLS-67 TLS-76

        for sock in sockets:
            sock.setblocking(False)
        return self._server_type(self._loop, sockets, backlog, welcome)  # SERVE-03 SERVE-30

    async def bind(
        self, hosts: Hosts, port: Port, family: int, flags: int, switches: dict[str, bool | None]
    ) -> list[socket.socket]:
        """Return sockets that are bound to each address of these hosts.

        OSError if one of them is taken, or all are unknown to this machine; no socket is left then.
        """
        infos = await self._resolve(hosts, port, family, flags)
        options = _options(switches)
        bound: list[socket.socket] = []
        refused: OSError | None = None
        try:
            for info in infos:
                try:
                    bound.append(self._bound(info, options))
                except OSError as error:
                    if error.errno not in (errno.EAFNOSUPPORT, errno.EADDRNOTAVAIL):
                        raise io_errors.bind_failed(error, info[4]) from None  # SERVE-21
                    refused = error  # such as ::1, where IPv6 is switched off
            if not bound:
                raise refused or io_errors.nowhere_to_listen(hosts)
        except BaseException:
            for sock in bound:
                sock.close()  # SERVE-22
            raise
        return bound

    async def _resolve(self, hosts: Hosts, port: Port, family: int, flags: int) -> list[Info]:
        """Return each address once, in the order of the hosts."""
        infos: dict[Info, None] = {}
        for host in _listed(hosts):
            found = await self._loop.getaddrinfo(  # SERVE-06
                host,
                port,
                family=family,
                type=socket.SOCK_STREAM,
                flags=flags,  # SERVE-07 SERVE-08
            )
            infos.update(dict.fromkeys(found))  # SERVE-23
        return list(infos)

    @staticmethod
    def _bound(info: Info, options: list[int]) -> socket.socket:
        family, kind, proto, _, address = info
        sock = socket.socket(family, kind, proto)
        try:
            for option in options:
                sock.setsockopt(socket.SOL_SOCKET, option, 1)
            if family == socket.AF_INET6:
                sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)  # SERVE-24
            sock.bind(address)
        except BaseException:
            sock.close()
            raise
        return sock


def _listed(hosts: Hosts) -> Iterable[Host]:
    if hosts is None or hosts == "":
        return [None]  # SERVE-05
    return [hosts] if isinstance(hosts, (str, bytes)) else hosts  # SERVE-01 SERVE-04


def _options(switches: dict[str, bool | None]) -> list[int]:
    """The options of SOL_SOCKET to be set. ValueError for one that this system does not have."""
    if switches["reuse_address"] is None:
        switches = switches | {"reuse_address": os.name == "posix" and sys.platform != "cygwin"}  # SERVE-15
    wanted = [name for name, value in switches.items() if value]
    missing = [name for name in wanted if not hasattr(socket, SWITCHES[name])]
    if missing:
        raise io_errors.no_such_option(missing[0])
    return [getattr(socket, SWITCHES[name]) for name in wanted]
