"""Transports over pipes: half a stream each.

Keeps true: the read end ends when nobody can write any more; the write end never reads, and looks instead
whether anybody still reads at its other end. The pipe belongs to its transport and is closed with it. All
else - who is told what and when, the buffer, the marks - is the stream's.
Does not know: who opened the pipe, and who is at its other end.
"""

from __future__ import annotations

import asyncio
import os
import select
import stat
from typing import Any, Protocol

from .. import io_errors
from ..contracts import Wires
from ..states import CONNECTED, FLUSHING, OPEN
from .base import SocketTransport
from .stream import ReadingTransport, WritingTransport

KINDS = (stat.S_ISFIFO, stat.S_ISSOCK, stat.S_ISCHR)
"""What can tell when it is ready. A regular file always is, and the system refuses to watch it."""


class Pipe(Protocol):
    """A file-like object, as much of it as is used here."""

    def fileno(self) -> int:
        """Return the descriptor."""
        ...

    def close(self) -> None:
        """Give the descriptor back."""
        ...


class PipeEnd:
    """One end of a pipe, to be spoken to as a socket is: for it may be a pipe, a socket or a device."""

    def __init__(self, pipe: Pipe) -> None:
        self.pipe = pipe
        self._fd = pipe.fileno()

    def fileno(self) -> int:
        """Return the descriptor."""
        return self._fd

    def recv(self, bufsize: int, /) -> bytes:
        """Read at most so many bytes."""
        return os.read(self._fd, bufsize)  # PIPE-05 PIPE-32 PIPE-33

    def recv_into(self, buffer: Any, /) -> int:
        """Read into `buffer`."""
        return os.readv(self._fd, [buffer])  # PIPE-14

    def send(self, data: Any, /) -> int:
        """Write as much as there is room for."""
        return os.write(self._fd, data)  # PIPE-15 PIPE-32 PIPE-33

    def close(self) -> None:
        """Close the file-like object, and so the descriptor."""
        self.pipe.close()  # PIPE-12


class PipeTransport(SocketTransport):
    """What the two ends have in common. Not thread-safe.

    ValueError unless the pipe is one, or a socket, or a character device.
    """

    def __init__(self, loop: Wires, pipe: Pipe, protocol: asyncio.BaseProtocol) -> None:
        if not any(is_one(os.fstat(pipe.fileno()).st_mode) for is_one in KINDS):  # PIPE-31
            raise io_errors.not_a_pipe(pipe)  # PIPE-28
        os.set_blocking(pipe.fileno(), False)  # PIPE-04
        super().__init__(loop, PipeEnd(pipe), protocol)

    def _about(self, sock: PipeEnd) -> dict[str, Any]:
        return {"pipe": sock.pipe}  # PIPE-26


class ReadPipeTransport(PipeTransport, ReadingTransport):  # PIPE-41
    """What connect_read_pipe() returns."""

    _buffer = bytearray()  # INVARIANT: empty, for nothing can be written

    def get_write_buffer_size(self) -> int:
        """Return 0."""
        return 0

    def _on_eof(self) -> None:
        self._tell("eof_received")  # PIPE-06
        self.close()  # PIPE-07


class WritePipeTransport(PipeTransport, WritingTransport):  # PIPE-42
    """What connect_write_pipe() returns."""

    def __init__(self, loop: Wires, pipe: Pipe, protocol: asyncio.BaseProtocol) -> None:
        super().__init__(loop, pipe, protocol)
        self._listens = not stat.S_ISCHR(os.fstat(self._fd).st_mode)  # a device's input is not for us

    def write_eof(self) -> None:
        """Close the pipe, once all is sent: no more can be said, and nothing be heard."""
        self.close()  # PIPE-18

    def _wants_data(self) -> bool:
        return self._told is CONNECTED and self._state in (OPEN, FLUSHING) and self._listens

    def _on_readable(self) -> None:
        """Find out whether the other end was closed; what else may come, by a socket, stays there."""
        if is_abandoned(self._fd):
            self._lose(io_errors.nobody_reads() if self._buffer else None)  # PIPE-21 PIPE-22 PIPE-49
        else:
            self._listens = False  # PIPE-43: from now on, writing finds out
            self._watch()


def is_abandoned(fd: int) -> bool:
    """Tell whether the other end of `fd` was closed: the system says so even to one who asks nothing."""
    asking = select.poll()
    asking.register(fd, 0)
    return bool(asking.poll(0))
