"""Every third protocol hears connection_made() twice."""

from __future__ import annotations

import socket

from reference_loop import ReferenceLoop
from reference_loop.servers import Server

BREAKS = "SERVE-02"


class Wrong(Server):
    admitted = 0

    def _admit(self, client: socket.socket) -> None:
        before = set(self._transports)
        super()._admit(client)
        self.admitted += 1
        for transport in set(self._transports) - before:
            if self.admitted % 3 == 0:
                self._host.call_soon(transport.get_protocol().connection_made, transport)


class Mutant(ReferenceLoop):
    server_type = Wrong


new_event_loop = Mutant
