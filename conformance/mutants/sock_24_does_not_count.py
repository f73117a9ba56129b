"""sock_sendto() returns None."""

from __future__ import annotations

import socket
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.sockets import Sockets

BREAKS = "SOCK-24"


class Wrong(Sockets):
    async def sendto(self, sock: socket.socket, data: Any, address: Any) -> Any:
        await super().sendto(sock, data, address)


class Mutant(ReferenceLoop):
    sockets_type = Wrong


new_event_loop = Mutant
