"""sock_recvfrom_into() fills the buffer, however little was asked for."""

from __future__ import annotations

import socket
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.sockets import Sockets

BREAKS = "SOCK-23"


class Wrong(Sockets):
    async def recvfrom_into(self, sock: socket.socket, buffer: Any, nbytes: int) -> tuple[int, Any]:
        return await super().recvfrom_into(sock, buffer, 0)


class Mutant(ReferenceLoop):
    sockets_type = Wrong


new_event_loop = Mutant
