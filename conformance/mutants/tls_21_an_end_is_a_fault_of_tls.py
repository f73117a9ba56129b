"""An end in the midst of the handshake raises ssl.SSLEOFError."""

from __future__ import annotations

from ssl import SSLEOFError

from reference_loop import ReferenceLoop
from reference_loop.transports.tls import TlsTransport
from reference_loop.transports.tls_states import HANDSHAKING

BREAKS = "TLS-21"


class Wrong(TlsTransport):
    def eof_received(self) -> None:
        if self._state is HANDSHAKING:
            self._lose(SSLEOFError("the handshake was cut off"))
        super().eof_received()


class Mutant(ReferenceLoop):
    tls_type = Wrong


new_event_loop = Mutant
