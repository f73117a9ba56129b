"""Connections and servers of this machine's own: sockets whose addresses are paths.

Keeps true: a socket made here is closed unless a transport or a server owns it; whoever is handed a transport
has a protocol that heard connection_made() already.
Does not know: what is said on a connection, or who is accepted.
"""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Callable
from typing import TypeVar

from . import io_errors
from .connecting import Connecting
from .paths import Path, SocketFile, remove_stale
from .servers import Factory, Server, Serving
from .sockets import Sockets
from .transports.terms import Terms

P = TypeVar("P", bound=asyncio.BaseProtocol)


class UnixServer(Server):
    """What create_unix_server() returns. Not thread-safe."""

    _file: SocketFile | None = None
    """What is to be removed when the server is closed."""

    def remove_when_closed(self, file: SocketFile | None) -> None:
        """Have close() remove the file of the listening socket, if it has one."""
        self._file = file

    def close(self) -> None:
        """Stop serving; connections stay as they are. A second call does nothing."""
        super().close()
        file, self._file = self._file, None  # UNIX-42
        if file is None:
            return
        try:
            file.remove()  # UNIX-36
        except OSError as error:
            message = "the file of a closed server could not be removed"
            self._host.call_exception_handler({"message": message, "exception": error})


class Unix:
    """Connections of one loop to paths, and servers at them."""

    def __init__(self, sockets: Sockets, connecting: Connecting, serving: Serving) -> None:
        self._sockets = sockets
        self._connecting = connecting
        self._serving = serving

    # --------------------------------------------------------------------------------------------- to connect

    async def open(
        self, factory: Callable[[], P], path: Path, terms: Terms | None
    ) -> tuple[asyncio.Transport, P]:
        """Connect to the socket at `path`. OSError if nobody listens there."""
        sock = await self._connected(path)
        try:
            protocol = factory()  # UNIX-04
        except BaseException:
            sock.close()
            raise
        return await self._connecting.adopt(lambda: protocol, sock, terms)  # UNIX-01 UNIX-04 UNIX-16

    async def _connected(self, path: Path) -> socket.socket:
        sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            sock.setblocking(False)
            await self._sockets.connect(sock, os.fspath(path))  # UNIX-02 UNIX-03 UNIX-10
        except BaseException:
            sock.close()
            raise
        return sock

    async def adopt(
        self, factory: Callable[[], P], sock: socket.socket, terms: Terms | None
    ) -> tuple[asyncio.Transport, P]:
        """Let a transport own the connected `sock` of the caller. ValueError unless it is of this kind."""
        return await self._connecting.adopt(factory, checked(sock), terms)  # UNIX-05 UNIX-06

    # ----------------------------------------------------------------------------------------------- to serve

    def bind(self, path: Path) -> socket.socket:
        """Return a socket that is bound to `path`; one that an earlier owner left there is replaced.

        OSError if the path cannot be had.
        """
        path = os.fspath(path)  # UNIX-22 UNIX-23
        sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            remove_stale(path)
            sock.bind(path)  # UNIX-20 UNIX-32
        except OSError as error:
            sock.close()
            raise io_errors.bind_failed(error, path) from None  # UNIX-34
        except BaseException:
            sock.close()
            raise
        return sock

    def serve(
        self, factory: Factory, sock: socket.socket, backlog: int, cleanup: bool, terms: Terms | None
    ) -> Server:
        """Return a server that owns the bound socket, and its file if `cleanup`; it accepts nobody yet."""
        server = self._serving.serve(factory, [checked(sock)], backlog, terms)  # UNIX-24 UNIX-25 UNIX-29
        if cleanup and isinstance(server, UnixServer):  # UNIX-37
            server.remove_when_closed(SocketFile.of(sock))  # UNIX-40
        return server


def checked(sock: socket.socket) -> socket.socket:
    """Return the socket. ValueError unless it is a stream of AF_UNIX."""
    if sock.family != socket.AF_UNIX or sock.type != socket.SOCK_STREAM:
        raise io_errors.unix_stream_expected(sock)  # UNIX-09 UNIX-28
    return sock
