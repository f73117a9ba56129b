"""The peer's answer to our goodbye is told as a fault."""

from __future__ import annotations

from ssl import SSLZeroReturnError

from reference_loop import ReferenceLoop
from reference_loop.transports.tls import TlsTransport
from reference_loop.transports.tls_states import PARTING

BREAKS = "TLS-47"


class Wrong(TlsTransport):
    def data_received(self, data: bytes) -> None:
        if self._state is PARTING:
            self._error = SSLZeroReturnError("the peer has gone")
        super().data_received(data)


class Mutant(ReferenceLoop):
    tls_type = Wrong


new_event_loop = Mutant
