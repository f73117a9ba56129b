"""A handshake that takes too long raises TimeoutError."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.tls import TlsTransport

BREAKS = "TLS-20"


class Wrong(TlsTransport):
    def _handshake_late(self) -> None:
        self._lose(TimeoutError("the handshake takes too long"))


class Mutant(ReferenceLoop):
    tls_type = Wrong


new_event_loop = Mutant
