"""Connections send small answers late."""

from __future__ import annotations

import socket

from reference_loop import ReferenceLoop
from reference_loop.servers import Server

BREAKS = "SERVE-20"


class Wrong(Server):
    def _admit(self, client: socket.socket) -> None:
        super()._admit(client)
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 0)


class Mutant(ReferenceLoop):
    server_type = Wrong


new_event_loop = Mutant
