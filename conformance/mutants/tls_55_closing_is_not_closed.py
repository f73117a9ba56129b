"""is_closing() is False while the peer's goodbye is awaited."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.tls import TlsTransport
from reference_loop.transports.tls_states import ENDING, OVER

BREAKS = "TLS-55"


class Wrong(TlsTransport):
    def is_closing(self) -> bool:
        return self._state in (ENDING, OVER)


class Mutant(ReferenceLoop):
    tls_type = Wrong


new_event_loop = Mutant
