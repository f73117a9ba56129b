"""The sock_* methods: a socket of the caller's own, used by coroutines.

Keeps true: every operation is one try, and while the system would block, a wait until another try is worth
it. Only the coroutine itself moves bytes, never while it waits: a wait that is cancelled has taken and sent
nothing. When an operation ends, however it ends, nobody watches the socket for its sake.
Does not know: what a connection is; it keeps no socket, no buffer and no state between two operations.
"""

from __future__ import annotations

import asyncio
import errno
import os
import socket
import ssl
from collections.abc import Awaitable, Callable
from functools import partial
from typing import IO, Any, TypeVar, TypeVarTuple

from . import io_errors
from .contracts import READABLE, WRITABLE, Watcher
from .files import check_file, check_regular, read_at, send_pieces
from .parts import Part

T = TypeVar("T")
Ts = TypeVarTuple("Ts")

Buffer = Any
"""Bytes, a bytearray, a memoryview, ...: what has been collections.abc.Buffer since Python 3.12."""

Address = Any
"""What the socket's family takes for an address: a tuple, a path, ..."""

SendSome = Callable[[socket.socket, IO[bytes], int, int], Awaitable[int]]
"""``await send_some(sock, file, position, most)``: how many bytes of the file went out; 0 at its end."""

CONNECTING = (errno.EINPROGRESS, errno.EINTR)
"""What connect() says when it goes on by itself. EAGAIN is none of these: there is nothing to wait for."""


class Sockets(Part[Watcher]):
    """What loop.sock_recv() and its relatives do. Not thread-safe."""

    def __init__(self, loop: Watcher) -> None:
        super().__init__(loop)

    # ----------------------------------------------------------------------------------- try, wait, try again

    async def _when(self, interest: int, sock: socket.socket, call: Callable[[*Ts], T], *args: *Ts) -> T:
        """Return ``call(*args)``, tried at once, and again whenever `sock` is ready for `interest`."""
        while True:
            try:
                return call(*args)  # SOCK-29 SOCK-30 SOCK-31 SOCK-51
            except (BlockingIOError, InterruptedError):
                await self._ready(sock, interest)  # SOCK-35

    async def _ready(self, sock: socket.socket, interest: int) -> None:
        """Wait until `sock` is ready for `interest`; other descriptors and callbacks have their turn."""
        ready = self._loop.create_future()
        fd = sock.fileno()  # the number: it is to be forgotten even if the socket was closed meanwhile
        handle = self._loop._watch(fd, interest, _wake, (ready,))  # SOCK-36
        try:
            await ready
        finally:
            if not handle.cancelled():  # else somebody else watches by now  # SOCK-33
                self._loop._unwatch(fd, interest)  # SOCK-32 SOCK-34

    def _check(self, sock: socket.socket) -> None:
        if isinstance(sock, ssl.SSLSocket):
            raise io_errors.tls_socket()  # SOCK-28
        if self._loop.get_debug() and sock.gettimeout() != 0:
            raise io_errors.socket_blocks()  # SOCK-27

    # ------------------------------------------------------------------------------------------------ receive

    async def recv(self, sock: socket.socket, nbytes: int) -> bytes:
        """Receive at most `nbytes`, at least one, or ``b""`` at the end of the stream."""
        self._check(sock)
        return await self._when(READABLE, sock, sock.recv, nbytes)  # SOCK-01 SOCK-02 SOCK-03 SOCK-12

    async def recv_into(self, sock: socket.socket, buffer: Buffer) -> int:
        """Receive into `buffer`, and return how many bytes came."""
        self._check(sock)
        return await self._when(READABLE, sock, sock.recv_into, buffer)  # SOCK-05 SOCK-06

    async def recvfrom(self, sock: socket.socket, bufsize: int) -> tuple[bytes, Address]:
        """Receive a datagram; what is beyond `bufsize` bytes of it is lost."""
        self._check(sock)
        return await self._when(READABLE, sock, sock.recvfrom, bufsize)  # SOCK-20 SOCK-21

    async def recvfrom_into(self, sock: socket.socket, buffer: Buffer, nbytes: int) -> tuple[int, Address]:
        """Receive at most `nbytes` of a datagram into `buffer`; 0 means as many as it holds."""
        self._check(sock)
        return await self._when(READABLE, sock, sock.recvfrom_into, buffer, nbytes)  # SOCK-22 SOCK-23

    # --------------------------------------------------------------------------------------------------- send

    async def sendall(self, sock: socket.socket, data: Buffer) -> None:
        """Send all of `data`, in pieces as the system takes them."""
        self._check(sock)
        view = memoryview(data).cast("B")  # SOCK-10
        sent = 0
        while sent < len(view):  # SOCK-08 SOCK-09
            if sent:  # the system is full, and others have waited long enough
                await self._ready(sock, WRITABLE)
            sent += await self._when(WRITABLE, sock, sock.send, view[sent:])  # SOCK-07 SOCK-11

    async def sendto(self, sock: socket.socket, data: Buffer, address: Address) -> int:
        """Send one datagram, and return its length."""
        self._check(sock)
        return await self._when(WRITABLE, sock, sock.sendto, data, address)  # SOCK-24

    # ---------------------------------------------------------------------------------------- connect, accept

    async def connect(self, sock: socket.socket, address: Address) -> None:
        """Connect to `address`; a name in it is resolved first."""
        self._check(sock)
        if sock.family in (socket.AF_INET, socket.AF_INET6):
            address = await self._resolved(sock, address)
        code = sock.connect_ex(address)  # SOCK-13 SOCK-17
        if code in CONNECTING:
            await self._ready(sock, WRITABLE)
            code = sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        if code:
            raise io_errors.cannot_connect(code, address)  # SOCK-16

    async def _resolved(self, sock: socket.socket, address: Address) -> Address:
        if _is_numeric(sock.family, address):
            return address  # SOCK-15
        host, port = address[:2]
        found = await self._loop.getaddrinfo(  # SOCK-14 SOCK-18
            host, port, family=sock.family, type=sock.type, proto=sock.proto
        )
        return found[0][4]

    async def accept(self, sock: socket.socket) -> tuple[socket.socket, Address]:
        """Accept one connection: its socket, which does not block, and the address of the other end."""
        self._check(sock)
        conn, address = await self._when(READABLE, sock, sock.accept)  # SOCK-19 SOCK-26
        conn.setblocking(False)  # SOCK-25
        return conn, address

    # -------------------------------------------------------------------------------------------------- files

    async def sendfile(
        self, sock: socket.socket, file: IO[bytes], offset: int, count: int | None, *, fallback: bool
    ) -> int:
        """Send `count` bytes (None: all) of `file` from `offset` on, and return how many there were.

        asyncio.SendfileNotAvailableError if the system cannot do it by itself, and `fallback` is not wanted.
        """
        self._check(sock)
        if sock.type != socket.SOCK_STREAM:
            raise io_errors.no_stream(sock)  # SOCK-48
        check_file(file, offset, count)  # SOCK-47 SOCK-49
        try:
            check_regular(file)
            return await self._send_file(self._by_system, sock, file, offset, count)
        except asyncio.SendfileNotAvailableError:
            if not fallback:
                raise  # SOCK-44
        return await self._send_file(self._by_reading, sock, file, offset, count)  # SOCK-45

    async def _send_file(
        self, send_some: SendSome, sock: socket.socket, file: IO[bytes], offset: int, count: int | None
    ) -> int:
        return await send_pieces(
            partial(send_some, sock, file), partial(self._ready, sock, WRITABLE), file, offset, count
        )

    async def _by_system(self, sock: socket.socket, file: IO[bytes], position: int, most: int) -> int:
        try:
            return await self._when(WRITABLE, sock, os.sendfile, sock.fileno(), file.fileno(), position, most)
        except OSError as error:
            if error.errno in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP):
                raise io_errors.no_sendfile(file) from error
            raise

    async def _by_reading(self, sock: socket.socket, file: IO[bytes], position: int, most: int) -> int:
        """What the system does not take of a block is read again: the file alone remembers."""
        block = await self._loop.run_in_executor(None, read_at, file, position, most)
        return await self._when(WRITABLE, sock, sock.send, block) if block else 0


def _wake(ready: asyncio.Future[None]) -> None:
    if not ready.done():
        ready.set_result(None)


def _is_numeric(family: int, address: Address) -> bool:
    """Tell whether nobody has to be asked what `address` means."""
    host, port = address[:2]
    try:
        socket.inet_pton(family, host)
    except (OSError, TypeError):
        return False
    return isinstance(port, int)
