"""What comes with the end of the handshake is handed on when more comes."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.tls import TlsTransport

BREAKS = "TLS-34"


class Wrong(TlsTransport):
    greeted = False

    def _hand_on(self) -> None:
        if self.greeted:
            super()._hand_on()
        self.greeted = True


class Mutant(ReferenceLoop):
    tls_type = Wrong


new_event_loop = Mutant
