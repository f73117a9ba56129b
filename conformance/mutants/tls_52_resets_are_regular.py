"""A reset is told as a regular end."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.tls import TlsTransport

BREAKS = "TLS-52"


class Wrong(TlsTransport):
    def connection_lost(self, exc: BaseException | None) -> None:
        super().connection_lost(None if isinstance(exc, ConnectionError) else exc)


class Mutant(ReferenceLoop):
    tls_type = Wrong


new_event_loop = Mutant
