"""A stream transport: bytes between one protocol and one connected socket.

Keeps true: every byte written goes out once and in order, unless the connection is aborted or breaks; every
byte that comes in is handed on once and in order.
Does not know: who connected the socket, and how. How it lives and ends is base's. Each half stands alone, for
what has only one direction (see pipes).

Three tables say where it stands: `STREAM` (its life), `WRITE_END` (half close), `PROTOCOL` (what was told).
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterable
from typing import Any

from .. import io_errors
from ..contracts import Wires
from ..failures import log
from ..futures import set_unless_done
from ..states import ENDED, LOSING, OPEN, WRITE_END, WriteEndState, advance
from .base import MAX_READ, SocketTransport

Bytes = bytes | bytearray | memoryview

LATE_WRITES = 5
"""So many writes to a lost connection are dropped in silence; from then on, each is logged."""


class ReadingTransport(SocketTransport, asyncio.ReadTransport):
    """The half that hands on what comes in. Not thread-safe."""

    def __init__(self, loop: Wires, sock: Any, protocol: asyncio.BaseProtocol) -> None:
        super().__init__(loop, sock, protocol)
        self._paused = False

    def is_reading(self) -> bool:
        """Tell whether what comes in is handed on."""
        return self._state is OPEN and not self._paused  # TRANS-15 PIPE-10

    def pause_reading(self) -> None:
        """Leave what comes in with the system; a second call does nothing."""
        self._paused = True  # TRANS-16 PIPE-36
        self._watch()  # TRANS-13 PIPE-08

    def resume_reading(self) -> None:
        """Hand on again what comes in; a second call does nothing."""
        self._paused = False  # TRANS-16
        self._watch()  # TRANS-14 PIPE-09

    def _on_readable(self) -> None:
        if isinstance(self._protocol, asyncio.BufferedProtocol):  # PROTO-13
            self._read_into()
        else:
            self._read()

    def _read(self) -> None:
        data = self._attempt(self._sock.recv, MAX_READ)
        if data:
            self._tell("data_received", data)  # PROTO-02 PROTO-03
        elif data is not None:
            self._on_eof()

    def _read_into(self) -> None:
        room = self._tell("get_buffer", -1)
        if self._state is not OPEN:
            return
        if not len(room):
            error = io_errors.empty_read_buffer()  # PROTO-15
            self._report("protocol.get_buffer() failed", error)
            self._lose(error)
            return
        size = self._attempt(self._sock.recv_into, room)
        if size:
            self._tell("buffer_updated", size)  # PROTO-13 PROTO-14
        elif size is not None:
            self._on_eof()

    def _on_eof(self) -> None:
        if not self._tell("eof_received"):  # PROTO-04 PROTO-06
            self.close()  # PROTO-05 PROTO-12
        self._watch()

    def _wants_data(self) -> bool:
        return super()._wants_data() and not self._paused  # TRANS-13

    def _tell(self, call: str, *args: object) -> Any:
        """Call a method of the protocol whose failure ends the connection; None then."""
        try:
            return self._say(call, *args)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            self._report(f"protocol.{call}() failed", error)
            self._lose(error)  # PROTO-16
            return None


class WritingTransport(SocketTransport, asyncio.WriteTransport):
    """The half that takes what goes out. Not thread-safe."""

    def __init__(self, loop: Wires, sock: Any, protocol: asyncio.BaseProtocol) -> None:
        super().__init__(loop, sock, protocol)
        self._buffer = bytearray()  # a copy: what was written may change (TRANS-23)
        self._write_end: WriteEndState = WRITE_END.start
        self._late_writes = 0

    def get_write_buffer_size(self) -> int:
        """Return the number of bytes that the system has not taken yet."""
        return len(self._buffer)  # FLOW-15 PIPE-27

    def write(self, data: Bytes) -> None:
        """Send `data`, now or later. TypeError unless bytes-like, RuntimeError after write_eof()."""
        view = memoryview(data).cast("B")  # TRANS-21 TRANS-22 PIPE-16 PIPE-37
        self._write_end = advance(WRITE_END, self._write_end, "write")  # TRANS-10
        if self._state is not OPEN:
            self._drop_late_write()  # TRANS-24 PIPE-24
            return
        sent = self._send(view) if view and not self._buffer else 0
        if sent < len(view) and self._state is OPEN:
            self._buffer += view[sent:]  # TRANS-07
            self._watch()
            self._note_size()  # FLOW-08 FLOW-16 FLOW-22

    def writelines(self, list_of_data: Iterable[Bytes]) -> None:
        """Write all elements, in order."""
        self.write(b"".join(list_of_data))  # TRANS-08 TRANS-26 FLOW-19 PIPE-17

    def write_eof(self) -> None:
        """Tell the peer, once all is sent, that there will be no more; bytes may still come in."""
        if self._state is not OPEN:
            return
        self._write_end = advance(WRITE_END, self._write_end, "write_eof")  # TRANS-11 UNIX-14
        if not self._buffer:
            self._flushed()

    def can_write_eof(self) -> bool:
        """Return True: a stream socket has two directions."""
        return True  # TRANS-12

    def _send(self, data: Bytes) -> int:
        """Return how many bytes the system took; 0 also when the connection broke."""
        return self._attempt(self._sock.send, data) or 0

    def _drop_late_write(self) -> None:
        self._late_writes += 1
        if self._late_writes > LATE_WRITES:
            log.warning("%r is closing: what is written is dropped", self)

    def _on_writable(self) -> None:
        del self._buffer[: self._send(self._buffer)]
        if self._state is LOSING:
            return
        self._note_size()  # the protocol may write more
        if not self._buffer:
            self._flushed()

    def _flushed(self) -> None:
        before, self._write_end = self._write_end, advance(WRITE_END, self._write_end, "flushed")
        if self._write_end is ENDED is not before:
            self._shut_down()
        self._move("flushed")  # TRANS-01

    def _shut_down(self) -> None:
        self._attempt(self._sock.shutdown, socket.SHUT_WR)  # TRANS-09


class StreamTransport(ReadingTransport, WritingTransport, asyncio.Transport):
    """Both: what create_connection() and connect_accepted_socket() return. Not thread-safe."""

    def __init__(self, loop: Wires, sock: Any, protocol: asyncio.BaseProtocol) -> None:
        super().__init__(loop, sock, protocol)
        self._loan: asyncio.Future[None] | None = None  # INVARIANT: done when the connection has ended
        self._empty: asyncio.Future[None] | None = None  # whoever waits for the buffer to be sent

    # ----------------------------------------------------------------------------------------------- lending

    async def lend(self) -> tuple[socket.socket, asyncio.Future[None]]:
        """Return the socket, once all that was written is sent, and a future: when that is done, all is over.

        Until it is given back, nothing is received, and write() raises RuntimeError. ConnectionError when the
        connection ends first, RuntimeError when the socket is lent already.
        """
        if self._loan is not None:
            raise io_errors.lent(self)
        self._loan = self._loop.create_future()
        self._watch()  # FILE-13
        try:
            if self._buffer:
                self._empty = self._loop.create_future()
                await self._empty  # FILE-07
            if self._state is not OPEN:
                raise io_errors.ended_within_file()  # FILE-19
        except BaseException:
            self.give_back()
            raise
        return self._sock, self._loan

    def give_back(self) -> None:
        """Go on as before the socket was lent."""
        self._loan = self._empty = None
        self._watch()  # FILE-13

    def write(self, data: Bytes) -> None:
        """Send `data`, now or later. RuntimeError while the socket is lent; else as the half that writes."""
        if self._loan is not None and self._state is OPEN:
            raise io_errors.lent(self)  # FILE-20
        super().write(data)

    def _flushed(self) -> None:
        if self._empty is not None:
            set_unless_done(self._empty)  # FILE-07
        super()._flushed()

    def _move(self, event: str, error: BaseException | None = None) -> None:
        super()._move(event, error)
        if self._loan is not None and self._state is LOSING:
            self._loop.remove_writer(self._fd)  # the borrower's, before the number belongs to somebody else
            set_unless_done(self._loan)  # FILE-19
            if self._empty is not None:
                set_unless_done(self._empty)

    def _wants_data(self) -> bool:
        return super()._wants_data() and self._loan is None  # FILE-13
