"""resume_writing() is not called."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.tls import TlsTransport

BREAKS = "TLS-40"


class Wrong(TlsTransport):
    def resume_writing(self) -> None:
        """Keep it to ourselves."""


class Mutant(ReferenceLoop):
    tls_type = Wrong


new_event_loop = Mutant
