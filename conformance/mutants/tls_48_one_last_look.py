"""What comes in after close() is handed on."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.tls import TlsTransport
from reference_loop.transports.tls_states import PARTING

BREAKS = "TLS-48"


class Wrong(TlsTransport):
    def data_received(self, data: bytes) -> None:
        if self._state is PARTING:
            self._codec.feed(data)
            late, data = self._attempt(self._codec.decrypt), b""
            if late:
                self._protocol.data_received(late)
        super().data_received(data)


class Mutant(ReferenceLoop):
    tls_type = Wrong


new_event_loop = Mutant
