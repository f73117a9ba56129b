"""close_clients() ends no client whose handshake is not done."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.servers import Server
from reference_loop.states import NEW
from reference_loop.transports.tls import TlsTransport

BREAKS = "TLS-74"


class Wrong(Server):
    def close_clients(self) -> None:
        early = [one for one in self._transports if isinstance(one, TlsTransport) and one._told is NEW]
        for one in early:
            self._transports.discard(one)
        super().close_clients()
        self._transports.update(early)


class Mutant(ReferenceLoop):
    server_type = Wrong


new_event_loop = Mutant
