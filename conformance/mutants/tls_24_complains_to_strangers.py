"""After a failed handshake, a protocol that knows of nothing is told connection_lost()."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.states import NEW
from reference_loop.transports.tls import TlsTransport

BREAKS = "TLS-24"


class Wrong(TlsTransport):
    def connection_lost(self, exc: BaseException | None) -> None:
        if self._told is NEW:
            self._protocol.connection_lost(self._error or exc)
        super().connection_lost(exc)


class Mutant(ReferenceLoop):
    tls_type = Wrong


new_event_loop = Mutant
