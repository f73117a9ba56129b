"""A protocol whose client has spoken hears data_received() before connection_made()."""

from __future__ import annotations

import socket
from select import select
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.servers import Server

BREAKS = "SERVE-62"


class Wrong(Server):
    def _admit(self, client: socket.socket) -> None:
        before = set(self._transports)
        super()._admit(client)
        spoken = bool(select([client], [], [], 0)[0])
        for transport in set(self._transports) - before:
            protocol: Any = transport.get_protocol()
            if spoken:
                protocol.data_received(b"")


class Mutant(ReferenceLoop):
    server_type = Wrong


new_event_loop = Mutant
