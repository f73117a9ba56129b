"""A transport that closed with bytes waiting calls connection_lost() twice."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.states import LOSING
from reference_loop.transports.stream import StreamTransport

BREAKS = "PROTO-08"


class Wrong(StreamTransport):
    def _on_writable(self) -> None:
        super()._on_writable()
        if self._state is LOSING:
            self._loop.call_soon(self._protocol.connection_lost, None)


class Mutant(ReferenceLoop):
    stream_type = Wrong


new_event_loop = Mutant
