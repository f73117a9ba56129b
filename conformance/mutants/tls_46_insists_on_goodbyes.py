"""An end without close_notify is told as a fault."""

from __future__ import annotations

from ssl import SSLEOFError

from reference_loop import ReferenceLoop
from reference_loop.transports.tls import TlsTransport
from reference_loop.transports.tls_states import SECURE

BREAKS = "TLS-46"


class Wrong(TlsTransport):
    def eof_received(self) -> None:
        if self._state is SECURE:
            self._error = SSLEOFError("the peer did not say goodbye")
        super().eof_received()


class Mutant(ReferenceLoop):
    tls_type = Wrong


new_event_loop = Mutant
