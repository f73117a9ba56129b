"""sock_recvfrom_into() does not tell where a datagram came from."""

from __future__ import annotations

import socket
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.sockets import Sockets

BREAKS = "SOCK-22"


class Wrong(Sockets):
    async def recvfrom_into(self, sock: socket.socket, buffer: Any, nbytes: int) -> tuple[int, Any]:
        count, _ = await super().recvfrom_into(sock, buffer, nbytes)
        return count, None


class Mutant(ReferenceLoop):
    sockets_type = Wrong


new_event_loop = Mutant
