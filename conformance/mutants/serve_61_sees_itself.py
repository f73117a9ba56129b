"""The peer of a connection is said to be the server itself."""

from __future__ import annotations

import socket
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.servers import Server

BREAKS = "SERVE-61"


class Wrong(Server):
    def _admit(self, client: socket.socket) -> None:
        super()._admit(client)
        for transport in self._transports:
            known: Any = vars(transport)["_extra"]
            known["peername"] = known["sockname"]


class Mutant(ReferenceLoop):
    server_type = Wrong


new_event_loop = Mutant
