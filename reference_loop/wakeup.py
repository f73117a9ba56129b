"""The self-pipe: threads and signals get the loop's attention, and nothing more.

Keeps true: whoever queues an entry and then calls `wake()` is noticed, even by a loop just falling asleep; a
byte is written only to a loop that sleeps. Bytes carry no meaning, except that the interpreter writes signal
numbers.
Does not know: what was queued.

INVARIANT (no lost wake-up): the loop sets `asleep` *before* it looks at its queue for the last time; a thread
queues *before* it looks at `asleep`. One of the two sees the other. A thread that clears `asleep` always
writes its byte after.
"""

from __future__ import annotations

import contextlib
import socket

from .contracts import READABLE, Poller


class Wakeup:
    """A socket pair whose reading end the poller watches."""

    def __init__(self, poller: Poller) -> None:
        self.asleep = False
        self._reader, self._writer = socket.socketpair()
        self._reader.setblocking(False)
        self._writer.setblocking(False)
        self.fd = self._reader.fileno()
        self.signal_fd = self._writer.fileno()
        poller.watch(self.fd, READABLE)

    def wake(self) -> None:
        """Wake the loop if it sleeps. Thread-safe, and safe in a signal handler."""
        if self.asleep:
            self.asleep = False
            self.write()  # THREAD-02 RUN-23

    def write(self) -> None:
        """Write one byte; a full pipe wakes as well, and a closed one has nobody to wake."""
        with contextlib.suppress(OSError):
            self._writer.send(b"\0")

    def drain(self) -> bytes:
        """Empty the pipe and return the signal numbers found in it."""
        data = b""
        with contextlib.suppress(BlockingIOError):
            while chunk := self._reader.recv(4096):
                data += chunk
        return data.replace(b"\0", b"")

    def close(self) -> None:
        """Close both ends."""
        self._reader.close()
        self._writer.close()
