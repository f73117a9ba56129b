"""write_eof() does nothing."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.tls import TlsTransport

BREAKS = "TLS-44"


class Wrong(TlsTransport):
    def write_eof(self) -> None:
        """Nobody will notice."""


class Mutant(ReferenceLoop):
    tls_type = Wrong


new_event_loop = Mutant
