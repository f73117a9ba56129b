"""What TLS has to answer waits until something is written."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.tls import TlsTransport
from reference_loop.transports.tls_states import SECURE

BREAKS = "TLS-37"


class Wrong(TlsTransport):
    def _hand_on(self) -> None:
        while self._state is SECURE and not self._paused and self._hand_on_some():
            pass


class Mutant(ReferenceLoop):
    tls_type = Wrong


new_event_loop = Mutant
