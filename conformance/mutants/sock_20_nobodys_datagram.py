"""sock_recvfrom() does not tell where a datagram came from."""

from __future__ import annotations

import socket
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.sockets import Sockets

BREAKS = "SOCK-20"


class Wrong(Sockets):
    async def recvfrom(self, sock: socket.socket, bufsize: int) -> tuple[bytes, Any]:
        data, _ = await super().recvfrom(sock, bufsize)
        return data, None


class Mutant(ReferenceLoop):
    sockets_type = Wrong


new_event_loop = Mutant
