"""connection_lost() is called twice when reading was paused."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.tls import TlsTransport

BREAKS = "TLS-54"


class Wrong(TlsTransport):
    def connection_lost(self, exc: BaseException | None) -> None:
        super().connection_lost(exc)
        if self._paused:
            self._protocol.connection_lost(None)


class Mutant(ReferenceLoop):
    tls_type = Wrong


new_event_loop = Mutant
