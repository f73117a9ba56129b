"""close() during the handshake does nothing."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.tls import TlsTransport
from reference_loop.transports.tls_states import HANDSHAKING

BREAKS = "TLS-23"


class Wrong(TlsTransport):
    def close(self) -> None:
        if self._state is not HANDSHAKING:
            super().close()


class Mutant(ReferenceLoop):
    tls_type = Wrong


new_event_loop = Mutant
