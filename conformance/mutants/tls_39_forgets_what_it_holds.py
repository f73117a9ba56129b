"""resume_reading() waits for more before it hands on what was held back."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.tls import TlsTransport

BREAKS = "TLS-39"


class Wrong(TlsTransport):
    def _resume(self) -> None:
        if not self._paused:
            self._below.resume_reading()


class Mutant(ReferenceLoop):
    tls_type = Wrong


new_event_loop = Mutant
