"""What came in one piece is handed on to its end, paused or not."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.tls import TlsTransport
from reference_loop.transports.tls_states import SECURE

BREAKS = "TLS-38"


class Wrong(TlsTransport):
    def _hand_on(self) -> None:
        while self._state is SECURE and self._hand_on_some():
            pass
        super()._hand_on()


class Mutant(ReferenceLoop):
    tls_type = Wrong


new_event_loop = Mutant
