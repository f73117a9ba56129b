"""Files over transports: loop.sendfile().

Keeps true: what was written before goes first, what is written after it comes behind; nothing is handed on
while a file is sent. Whatever happens, the transport is given back: to its protocol, reading if it read.
Does not know: how a piece of a file gets into a socket (`Sockets`) or is encrypted (`TlsTransport`).

A socket can be lent to the system, which sends the file by itself. Where that cannot be, as over TLS, the
file is read and written, and a stand-in for the protocol waits for room between two pieces.
"""

from __future__ import annotations

import asyncio
from functools import partial
from typing import IO, Any, Self, cast

from . import io_errors
from .contracts import Watcher
from .files import check_file, check_regular, read_at, send_pieces
from .futures import set_unless_done
from .parts import Part
from .sockets import Sockets
from .transports.stream import StreamTransport
from .transports.tls import TlsTransport

Carrier = StreamTransport | TlsTransport
"""A transport that files can be sent over."""


class Sending(Part[Watcher]):
    """Files of one loop. Not thread-safe."""

    def __init__(self, loop: Watcher, sockets: Sockets) -> None:
        super().__init__(loop)
        self._sockets = sockets

    async def send(
        self, transport: object, file: IO[bytes], offset: int, count: int | None, *, fallback: bool
    ) -> int:
        """Send `count` bytes (None: all) of `file` from `offset` on, and return how many there were."""
        if not isinstance(transport, (StreamTransport, TlsTransport)):
            raise io_errors.no_files(transport)  # FILE-10
        if transport.is_closing():
            raise io_errors.closing_for_files(transport)  # FILE-09
        check_file(file, offset, count)
        try:
            if isinstance(transport, TlsTransport):
                raise io_errors.no_sendfile(file)  # FILE-18
            check_regular(file)
            return await self._by_system(transport, file, offset, count)
        except asyncio.SendfileNotAvailableError:
            if not fallback:
                raise  # FILE-12 FILE-18
        return await self._by_writing(transport, file, offset, count)  # FILE-11 FILE-17

    async def _by_system(
        self, transport: StreamTransport, file: IO[bytes], offset: int, count: int | None
    ) -> int:
        sock, ended = await transport.lend()  # FILE-07
        sending = self._loop.create_task(self._sockets.sendfile(sock, file, offset, count, fallback=False))
        ended.add_done_callback(lambda _ended: sending.cancel())
        try:
            return await sending  # FILE-06
        except asyncio.CancelledError:
            if ended.done():
                raise io_errors.ended_within_file() from None  # FILE-19
            raise
        finally:
            transport.give_back()  # FILE-13

    async def _by_writing(self, transport: Carrier, file: IO[bytes], offset: int, count: int | None) -> int:
        with StandIn(self._loop, transport) as stand_in:
            await stand_in.room()  # what was written before may fill the buffer
            write = partial(self._write_piece, transport, file)
            return await send_pieces(write, stand_in.room, file, offset, count)

    async def _write_piece(self, transport: Carrier, file: IO[bytes], position: int, most: int) -> int:
        piece = await self._loop.run_in_executor(None, read_at, file, position, most)
        if transport.is_closing():
            raise io_errors.ended_within_file()  # FILE-19
        transport.write(piece)  # FILE-21
        return len(piece)


class StandIn(asyncio.Protocol):
    """Hears for a protocol when there is room to write; the end of the connection it passes on."""

    def __init__(self, loop: Watcher, transport: Carrier) -> None:
        self._loop = loop
        self._transport = transport
        self._absent: Any = transport.get_protocol()
        self._reads = transport.is_reading()
        self._knows_full = self._full = transport.is_full()  # what the absent one was told, what is so
        self._lost = False
        self._waiting: asyncio.Future[None] | None = None

    def __enter__(self) -> Self:
        self._transport.pause_reading()  # FILE-13
        self._transport.set_protocol(self)
        return self

    def __exit__(self, *_: object) -> None:
        self._transport.set_protocol(cast("asyncio.BaseProtocol", self._absent))  # FILE-13
        if self._lost:
            return
        if self._full is not self._knows_full:
            getattr(self._absent, "pause_writing" if self._full else "resume_writing")()
        if self._reads:
            self._transport.resume_reading()  # FILE-13

    async def room(self) -> None:
        """Wait until something may be written. ConnectionError when the connection has ended."""
        if self._full and not self._lost:
            self._waiting = self._loop.create_future()
            await self._waiting  # FILE-08
        if self._lost:
            raise io_errors.ended_within_file()  # FILE-19

    def _wake(self) -> None:
        if self._waiting is not None:
            set_unless_done(self._waiting)

    def pause_writing(self) -> None:
        """Hear that enough is waiting."""
        self._full = True

    def resume_writing(self) -> None:
        """Hear that there is room."""
        self._full = False
        self._wake()

    def eof_received(self) -> Any:
        """Pass it on: TLS may have read it before it was paused."""
        return self._absent.eof_received()

    def connection_lost(self, exc: Exception | None) -> None:
        """Pass it on, and let nobody wait any more."""
        self._lost = True
        self._wake()
        self._absent.connection_lost(exc)  # FILE-19
