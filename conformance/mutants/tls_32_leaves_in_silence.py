"""When an upgrade fails, the protocol is not told of the end."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.states import DISCONNECTED
from reference_loop.transports.tls import TlsTransport

BREAKS = "TLS-32"


class Wrong(TlsTransport):
    def connection_lost(self, exc: BaseException | None) -> None:
        if "cipher" not in self._known:
            self._told = DISCONNECTED
        super().connection_lost(exc)


class Mutant(ReferenceLoop):
    tls_type = Wrong


new_event_loop = Mutant
