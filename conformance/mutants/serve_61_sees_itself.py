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
        for transport in list[Any](self._transports):
            transport._extra["peername"] = transport._extra["sockname"]


class Mutant(ReferenceLoop):
    server_type = Wrong


new_event_loop = Mutant
