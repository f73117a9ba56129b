"""A goodbye that nobody answers in time is told as a regular end."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.tls import TlsTransport

BREAKS = "TLS-50"


class Wrong(TlsTransport):
    def _parting_late(self) -> None:
        self._lose(None)


class Mutant(ReferenceLoop):
    tls_type = Wrong


new_event_loop = Mutant
