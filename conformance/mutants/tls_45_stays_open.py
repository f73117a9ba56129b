"""The peer's goodbye does not close the connection when eof_received() returns True."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.tls import TlsTransport

BREAKS = "TLS-45"


class Wrong(TlsTransport):
    def _end_of_data(self) -> None:
        if not self._say("eof_received"):
            self.close()


class Mutant(ReferenceLoop):
    tls_type = Wrong


new_event_loop = Mutant
