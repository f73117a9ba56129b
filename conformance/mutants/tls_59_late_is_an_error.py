"""write() on a connection that ends raises RuntimeError."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.stream import Bytes
from reference_loop.transports.tls import TlsTransport
from reference_loop.transports.tls_states import SECURE

BREAKS = "TLS-59"


class Wrong(TlsTransport):
    def write(self, data: Bytes) -> None:
        if self._state is not SECURE:
            raise RuntimeError("the connection has ended")
        super().write(data)


class Mutant(ReferenceLoop):
    tls_type = Wrong


new_event_loop = Mutant
