"""What all transports over a descriptor share: whose they are, how they end, when they are watched.

Keeps true: the protocol is called in the order of its table (`PROTOCOL`), from callbacks of the loop, and
hears connection_lost() once and last; then the socket is closed. The descriptor is watched for exactly what
is wanted now: `_watch()` compares, after every move, what is wanted with what is watched.
Does not know: what goes through the descriptor, in which pieces, and how it is buffered.
"""

from __future__ import annotations

import asyncio
import warnings
from asyncio.trsock import TransportSocket
from collections.abc import Callable
from typing import Any, cast

from ..contracts import Wires
from ..futures import set_unless_done
from ..states import (
    CONNECTED,
    LOSING,
    LOST,
    OPEN,
    PAUSED,
    PROTOCOL,
    STREAM,
    ProtocolState,
    StreamState,
    advance,
)
from .flow import Flow

MAX_READ = 256 * 1024
"""Bytes asked of the system in one read; a busy descriptor gets no more of a turn."""


class SocketTransport(asyncio.BaseTransport):
    """A socket, the protocol that is told of it, and the life that they share. Not thread-safe."""

    flow_type: type[Flow] = Flow
    _buffer: Any
    """What waits to be sent: a container that is false while it is empty."""

    def __init__(self, loop: Wires, sock: Any, protocol: asyncio.BaseProtocol) -> None:
        super().__init__(self._about(sock))  # TRANS-20 PIPE-50
        self._loop = loop
        self._sock = sock
        self._fd = sock.fileno()
        self._flow = self.flow_type()
        self._state: StreamState = STREAM.start
        self._told: ProtocolState = PROTOCOL.start
        self._reads = self._writes = False  # INVARIANT: what the loop watches the descriptor for
        self._gone: Callable[[Any], object] = id  # nobody wants to know
        self.set_protocol(protocol)

    def _about(self, sock: Any) -> dict[str, Any]:
        """What get_extra_info() knows."""
        return {
            "socket": TransportSocket(sock),  # TRANS-19 DGRAM-55 UNIX-13
            "sockname": _unless_it_fails(sock.getsockname),  # TRANS-18 DGRAM-55 UNIX-12
            "peername": _unless_it_fails(sock.getpeername),  # TRANS-18 DGRAM-56 SERVE-61 UNIX-12
        }

    def begin(self, made: asyncio.Future[None] | None = None) -> None:
        """Have connection_made() called in the next turn, and `made` done after it."""
        self._loop.call_soon(self._connection_made)
        if made is not None:
            self._loop.call_soon(set_unless_done, made)  # CONN-03 DGRAM-22

    def when_lost(self, call: Callable[[Any], object]) -> None:
        """Have ``call(self)`` called when all is over, and the socket closed."""
        self._gone = call

    # ------------------------------------------------------------------------------------------------ whose

    def set_protocol(self, protocol: asyncio.BaseProtocol) -> None:
        """Let `protocol` be told from now on."""
        self._protocol: Any = protocol  # TRANS-17 DGRAM-57 PIPE-34

    def get_protocol(self) -> asyncio.BaseProtocol:
        """Return the one that is told."""
        return cast("asyncio.BaseProtocol", self._protocol)  # TRANS-17 DGRAM-57

    def _connection_made(self) -> None:
        try:
            self._say("connection_made", self)  # PROTO-01 DGRAM-23
        finally:
            self._watch()  # TRANS-25 PIPE-35

    def _say(self, call: str, *args: object) -> Any:
        """Call a method of the protocol, if it is its turn. Raises what that raises."""
        self._told = advance(PROTOCOL, self._told, call)  # PROTO-07 PIPE-39
        return getattr(self._protocol, call)(*args)

    def _mention(self, call: str, *args: object) -> None:
        """The same for the calls whose failure is reported, and changes nothing."""
        try:
            self._say(call, *args)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            self._report(f"protocol.{call}() failed", error)  # FLOW-17 FLOW-18 DGRAM-45

    def _report(self, message: str, error: BaseException) -> None:
        self._loop.call_exception_handler(
            {"message": message, "exception": error, "transport": self, "protocol": self._protocol}
        )

    # ------------------------------------------------------------------------------------------ flow control

    def get_write_buffer_size(self) -> int:
        """Return the number of bytes that the system has not taken yet."""
        raise NotImplementedError

    def get_write_buffer_limits(self) -> tuple[int, int]:
        """Return the marks ``(low, high)``, in bytes."""
        return self._flow.limits()  # FLOW-01 FLOW-02 PIPE-47

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None:
        """Set the marks, in bytes; see `Flow.set_limits`."""
        self._flow.set_limits(high, low)
        self._note_size()  # FLOW-20 FLOW-21

    def _note_size(self) -> None:
        call = self._flow.note(self.get_write_buffer_size())
        if call is not None and self._state not in (LOSING, LOST):
            self._mention(call)  # FLOW-08 FLOW-11 DGRAM-39 DGRAM-40 PIPE-25 PIPE-48

    def is_full(self) -> bool:
        """Tell whether the protocol was told to pause, and not yet to go on."""
        return self._flow.state is PAUSED

    # ----------------------------------------------------------------------------------------------- ending

    def is_closing(self) -> bool:
        """Tell whether the end has begun, or is over."""
        return self._state is not OPEN  # TRANS-03 DGRAM-53 PIPE-13

    def close(self) -> None:
        """Take nothing in any more, send what is buffered, then end; a second call does nothing."""
        self._move("close")  # TRANS-02 TRANS-06 DGRAM-48 DGRAM-52 PIPE-19 PIPE-40
        if not self._buffer:
            self._move("flushed")  # DGRAM-46

    def abort(self) -> None:
        """End now: what is buffered is lost."""
        self._lose(None)  # TRANS-04 TRANS-05 PROTO-10 DGRAM-49 PIPE-20

    def _lose(self, error: BaseException | None) -> None:
        self._buffer.clear()
        self._move("abort", error)

    def _move(self, event: str, error: BaseException | None = None) -> None:
        """Go on in the table; whoever begins to lose the connection has connection_lost(error) called."""
        before, self._state = self._state, advance(STREAM, self._state, event)
        if self._state is LOSING is not before:
            self._loop.call_soon(self._connection_lost, error)  # PROTO-08 PROTO-17 DGRAM-51
        self._watch()

    def _connection_lost(self, error: BaseException | None) -> None:
        self._state = advance(STREAM, self._state, "lost")
        try:
            self._say("connection_lost", error)  # PROTO-08 PROTO-09 PROTO-11 PROTO-12 DGRAM-23
        finally:
            self._sock.close()  # CONN-06 DGRAM-16
            self._gone(self)  # SERVE-50

    def __del__(self) -> None:
        if getattr(self, "_state", LOST) is not LOST:
            warnings.warn(f"unclosed transport {self!r}", ResourceWarning, source=self, stacklevel=2)
            self._sock.close()
            self._gone(self)

    # ----------------------------------------------------------------------------------------- the descriptor

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
            self._lose(error)  # PROTO-11 PIPE-22
            return None

    def _on_readable(self) -> None:
        raise NotImplementedError

    def _on_writable(self) -> None:
        raise NotImplementedError

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
        # TRANS-02 PROTO-21 DGRAM-47 DGRAM-50 PIPE-11
        return self._told is CONNECTED and self._state is OPEN

    def __repr__(self) -> str:
        waiting = self.get_write_buffer_size()
        return f"<{type(self).__name__} {self._state.value} fd={self._fd} buffered={waiting}>"


def _unless_it_fails(ask: Callable[[], Any]) -> Any:
    try:
        return ask()
    except OSError:
        return None
