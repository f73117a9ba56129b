"""A descriptor that is readable, and its reader, which runs a body once.

Keeps true: the reader takes itself off before the body runs, and both ends are closed with it, so a run
leaves no descriptor behind.
Does not know: which loop, nor how it finds out what is readable.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable


class Reader:
    """A reader of one end of a new socket pair; it is cancelled as a handle is."""

    def __init__(self, loop: asyncio.AbstractEventLoop, body: Callable[[], None]) -> None:
        self.body = body
        self._loop, self._open, self._cancelled = loop, True, False
        self._ours, self._theirs = socket.socketpair()
        try:
            loop.add_reader(self._ours.fileno(), self)
        except BaseException:
            self._close()
            raise

    def make_readable(self) -> None:
        """Send a byte from the other end."""
        self._theirs.send(b"!")

    def __call__(self) -> None:
        """Take the reader off, then run the body."""
        self._take_off()
        self.body()

    def cancel(self) -> None:
        """Take the reader off; the body is not to run."""
        self._cancelled = True
        self._take_off()

    def cancelled(self) -> bool:
        """Tell whether cancel() was called."""
        return self._cancelled

    def _take_off(self) -> None:
        if self._open:
            self._loop.remove_reader(self._ours.fileno())
            self._close()

    def _close(self) -> None:
        self._open = False
        self._ours.close()
        self._theirs.close()
