"""A stream transport that asks a chooser wherever the documentation leaves it free (see ../choices.py).

Keeps true: with a chooser that always says 0, it does exactly what the plain one does.
Does not know: what is being searched for. The plain one knows nothing of this module and pays nothing.
"""

from __future__ import annotations

import asyncio
from typing import Any

from .. import io_errors
from ..choices import TRANS_27, TRANS_28, Chooser, pick
from ..contracts import Wires
from ..exploring import ExploringReady
from ..handles import Handle
from ..states import LOST, OPEN, WRITE_END, advance
from .stream import Bytes, StreamTransport


class ExploringStream(StreamTransport):
    """A stream transport whose writing is free. Not thread-safe."""

    def __init__(
        self, chooser: Chooser, ready: ExploringReady, loop: Wires, sock: Any, protocol: asyncio.BaseProtocol
    ) -> None:
        self._chooser, self._ready = chooser, ready
        self._may_send = False
        super().__init__(loop, sock, protocol)

    def _send(self, data: Bytes) -> int:
        """Send now (0), or let it wait until an entry of the queue sends it, or the descriptor is
        found writable. TRANS-27.
        """
        if self._may_send or self._now(self._send_waiting):
            return super()._send(data)
        return 0

    def write_eof(self) -> None:
        """End the stream to the peer; when all is ending, do nothing (0), or that nevertheless. TRANS-28."""
        if self._state is OPEN or not pick(self._chooser, TRANS_28, 2, self):
            super().write_eof()
        elif self._state is LOST:
            raise io_errors.write_eof_after_loss()
        else:
            self._write_end = advance(WRITE_END, self._write_end, "write_eof")
            if not self._buffer:
                self._flushed()

    def _shut_down(self) -> None:
        if self._may_send or self._now(self._shut_down_late):
            super()._shut_down()

    def _now(self, later: Any) -> bool:
        places = self._ready.places()
        answer = pick(self._chooser, TRANS_27, 1 + places + (later == self._send_waiting), self)
        if 0 < answer <= places:
            self._ready.defer(Handle(later, (), self._loop), answer - 1)
        return not answer

    def _send_waiting(self) -> None:
        if self._buffer:
            self._on_writable()

    def _shut_down_late(self) -> None:
        if self._sock.fileno() >= 0:
            super()._shut_down()

    def _on_writable(self) -> None:
        self._may_send = True  # there is nothing to ask any more
        try:
            super()._on_writable()
        finally:
            self._may_send = False
