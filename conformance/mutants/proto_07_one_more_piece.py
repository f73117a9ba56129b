"""After an end that closes, data_received() is called with nothing."""

from __future__ import annotations

import asyncio

from reference_loop import ReferenceLoop
from reference_loop.states import OPEN
from reference_loop.transports.stream import StreamTransport

BREAKS = "PROTO-07"


class Wrong(StreamTransport):
    def _on_eof(self) -> None:
        super()._on_eof()
        if self._state is not OPEN and isinstance(self._protocol, asyncio.Protocol):
            self._protocol.data_received(b"")


class Mutant(ReferenceLoop):
    stream_type = Wrong


new_event_loop = Mutant
