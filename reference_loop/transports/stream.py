"""A stream transport: bytes between one protocol and one connected socket.

Keeps true: every byte written goes out once and in order, unless the connection is aborted or breaks; every
byte that comes in is handed on once and in order; the protocol is called in the order of its table
(`PROTOCOL`), from callbacks of the loop, and hears connection_lost() once and last. The descriptor is watched
for exactly what is wanted now: `_watch()` compares, after every move, what is wanted with what is watched.
Does not know: who connected the socket, and how.

Three tables say where it stands: `STREAM` (its life), `WRITE_END` (half close), `PROTOCOL` (what was told).
"""

from __future__ import annotations

import asyncio
import socket
import warnings
from asyncio.trsock import TransportSocket
from collections.abc import Callable, Iterable
from typing import Any, cast

from .. import errors
from ..contracts import Wires
from ..failures import log
from ..futures import set_unless_done
from ..states import (
    CONNECTED,
    ENDED,
    LOSING,
    LOST,
    OPEN,
    PROTOCOL,
    STREAM,
    WRITE_END,
    ProtocolState,
    StreamState,
    WriteEndState,
    advance,
)
from .flow import Flow

Bytes = bytes | bytearray | memoryview

MAX_READ = 256 * 1024
"""Bytes asked of the system in one read; a busy connection gets no more of a turn."""

LATE_WRITES = 5
"""So many writes to a lost connection are dropped in silence; from then on, each is logged."""


class StreamTransport(asyncio.Transport):
    """What create_connection() and connect_accepted_socket() return. Not thread-safe."""

    flow_type: type[Flow] = Flow

    def __init__(self, loop: Wires, sock: socket.socket, protocol: asyncio.BaseProtocol) -> None:
        super().__init__(_about(sock))  # TRANS-20
        self._loop = loop
        self._sock = sock
        self._fd = sock.fileno()
        self._flow = self.flow_type()
        self._buffer = bytearray()  # a copy: what was written may change (TRANS-23)
        self._state: StreamState = STREAM.start
        self._write_end: WriteEndState = WRITE_END.start
        self._told: ProtocolState = PROTOCOL.start
        self._paused = False
        self._reads = self._writes = False  # INVARIANT: what the loop watches the descriptor for
        self._late_writes = 0
        self.set_protocol(protocol)

    def begin(self, made: asyncio.Future[None]) -> None:
        """Have connection_made() called in the next turn, and `made` done after it."""
        self._loop.call_soon(self._connection_made)
        self._loop.call_soon(set_unless_done, made)  # CONN-03

    # ------------------------------------------------------------------------------------------------ whose

    def set_protocol(self, protocol: asyncio.BaseProtocol) -> None:
        """Let `protocol` be told from now on."""
        self._protocol: Any = protocol  # TRANS-17

    def get_protocol(self) -> asyncio.BaseProtocol:
        """Return the one that is told."""
        return cast("asyncio.BaseProtocol", self._protocol)  # TRANS-17

    def _connection_made(self) -> None:
        try:
            self._say("connection_made", self)  # PROTO-01
        finally:
            self._watch()  # TRANS-25

    def _say(self, call: str, *args: object) -> Any:
        """Call a method of the protocol, if it is its turn. Raises what that raises."""
        self._told = advance(PROTOCOL, self._told, call)  # PROTO-07
        return getattr(self._protocol, call)(*args)

    def _tell(self, call: str, *args: object) -> Any:
        """The same for the calls whose failure ends the connection; None then."""
        try:
            return self._say(call, *args)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            self._report(f"protocol.{call}() failed", error)
            self._lose(error)  # PROTO-16
            return None

    def _report(self, message: str, error: BaseException) -> None:
        self._loop.call_exception_handler(
            {"message": message, "exception": error, "transport": self, "protocol": self._protocol}
        )

    # ---------------------------------------------------------------------------------------------- reading

    def is_reading(self) -> bool:
        """Tell whether what comes in is handed on."""
        return self._state is OPEN and not self._paused  # TRANS-15

    def pause_reading(self) -> None:
        """Leave what comes in with the system; a second call does nothing."""
        self._paused = True  # TRANS-16
        self._watch()  # TRANS-13

    def resume_reading(self) -> None:
        """Hand on again what comes in; a second call does nothing."""
        self._paused = False  # TRANS-16
        self._watch()  # TRANS-14

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
            error = errors.empty_read_buffer()  # PROTO-15
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

    # ---------------------------------------------------------------------------------------------- writing

    def get_write_buffer_size(self) -> int:
        """Return the number of bytes that the system has not taken yet."""
        return len(self._buffer)  # FLOW-15

    def get_write_buffer_limits(self) -> tuple[int, int]:
        """Return the marks ``(low, high)``, in bytes."""
        return self._flow.limits()  # FLOW-01 FLOW-02

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None:
        """Set the marks, in bytes; see `Flow.set_limits`."""
        self._flow.set_limits(high, low)
        self._note_size()  # FLOW-20 FLOW-21

    def write(self, data: Bytes) -> None:
        """Send `data`, now or later. TypeError unless bytes-like, RuntimeError after write_eof()."""
        view = memoryview(data).cast("B")  # TRANS-21 TRANS-22
        self._write_end = advance(WRITE_END, self._write_end, "write")  # TRANS-10
        if self._state is not OPEN:
            self._drop_late_write()  # TRANS-24
            return
        sent = 0 if self._buffer else self._send(view)
        if sent < len(view) and self._state is OPEN:
            self._buffer += view[sent:]  # TRANS-07
            self._watch()
            self._note_size()  # FLOW-08 FLOW-16 FLOW-22

    def writelines(self, list_of_data: Iterable[Bytes]) -> None:
        """Write all elements, in order."""
        self.write(b"".join(list_of_data))  # TRANS-08 TRANS-26 FLOW-19

    def write_eof(self) -> None:
        """Tell the peer, once all is sent, that there will be no more; bytes may still come in."""
        if self._state is not OPEN:
            return
        self._write_end = advance(WRITE_END, self._write_end, "write_eof")  # TRANS-11
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
            self._attempt(self._sock.shutdown, socket.SHUT_WR)  # TRANS-09
        self._move("flushed")  # TRANS-01

    def _note_size(self) -> None:
        call = self._flow.note(len(self._buffer))
        if call is None or self._state in (LOSING, LOST):
            return
        try:
            self._say(call)  # FLOW-08 FLOW-11
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            self._report(f"protocol.{call}() failed", error)  # FLOW-17 FLOW-18

    # ----------------------------------------------------------------------------------------------- ending

    def is_closing(self) -> bool:
        """Tell whether the end has begun, or is over."""
        return self._state is not OPEN  # TRANS-03

    def close(self) -> None:
        """Take nothing in any more, send what is buffered, then end; a second call does nothing."""
        self._move("close")  # TRANS-02 TRANS-06
        if not self._buffer:
            self._move("flushed")

    def abort(self) -> None:
        """End now: what is buffered is lost."""
        self._lose(None)  # TRANS-04 TRANS-05 PROTO-10

    def _lose(self, error: BaseException | None) -> None:
        self._buffer.clear()
        self._move("abort", error)

    def _move(self, event: str, error: BaseException | None = None) -> None:
        """Go on in the table; whoever begins to lose the connection has connection_lost(error) called."""
        before, self._state = self._state, advance(STREAM, self._state, event)
        if self._state is LOSING is not before:
            self._loop.call_soon(self._connection_lost, error)  # PROTO-08 PROTO-17
        self._watch()

    def _connection_lost(self, error: BaseException | None) -> None:
        self._state = advance(STREAM, self._state, "lost")
        try:
            self._say("connection_lost", error)  # PROTO-08 PROTO-09 PROTO-11 PROTO-12
        finally:
            self._sock.close()  # CONN-06

    def __del__(self) -> None:
        if getattr(self, "_state", LOST) is not LOST:
            warnings.warn(f"unclosed transport {self!r}", ResourceWarning, source=self, stacklevel=2)
            self._sock.close()

    # ----------------------------------------------------------------------------------------- the descriptor

    def _watch(self) -> None:
        """Have the loop watch the descriptor for what is wanted now."""
        reads = self._wants_data()
        if reads != self._reads:
            self._reads = reads
            if reads:
                self._loop.add_reader(self._fd, self._on_readable)
            else:
                self._loop.remove_reader(self._fd)
        writes = bool(self._buffer)
        if writes != self._writes:
            self._writes = writes
            if writes:
                self._loop.add_writer(self._fd, self._on_writable)
            else:
                self._loop.remove_writer(self._fd)

    def _wants_data(self) -> bool:
        return self._told is CONNECTED and self._state is OPEN and not self._paused  # TRANS-02 TRANS-13

    def _attempt(self, call: Callable[..., Any], *args: object) -> Any:
        """Return what the system answers; None when it has nothing to say yet, or the connection broke."""
        try:
            return call(*args)
        except (BlockingIOError, InterruptedError):
            return None
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            if not isinstance(error, OSError):  # such as room that cannot be written into
                self._report("the connection cannot be used", error)
            self._lose(error)  # PROTO-11
            return None

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._state.value} fd={self._fd} buffered={len(self._buffer)}>"


def _about(sock: socket.socket) -> dict[str, Any]:
    """What get_extra_info() knows."""
    return {
        "socket": TransportSocket(sock),  # TRANS-19
        "sockname": _unless_it_fails(sock.getsockname),  # TRANS-18
        "peername": _unless_it_fails(sock.getpeername),  # TRANS-18
    }


def _unless_it_fails(ask: Callable[[], Any]) -> Any:
    try:
        return ask()
    except OSError:
        return None
