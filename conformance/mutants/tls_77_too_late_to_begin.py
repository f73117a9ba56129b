"""A client whose handshake ends after its server was closed is turned away."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.servers import Server
from reference_loop.states import NEW
from reference_loop.transports.tls import TlsTransport

BREAKS = "TLS-77"


class Unwanted(TlsTransport):
    late = False

    def _secured(self) -> None:
        super()._secured()
        if self.late:
            self.abort()


class Wrong(Server):
    def close(self) -> None:
        for one in self._transports:
            if isinstance(one, Unwanted) and one._told is NEW:
                one.late = True
        super().close()


class Mutant(ReferenceLoop):
    server_type = Wrong
    tls_type = Unwanted


new_event_loop = Mutant
