"""can_write_eof() is True."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.tls import TlsTransport

BREAKS = "TLS-43"


class Wrong(TlsTransport):
    def can_write_eof(self) -> bool:
        return True


class Mutant(ReferenceLoop):
    tls_type = Wrong


new_event_loop = Mutant
