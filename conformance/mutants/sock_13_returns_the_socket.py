"""sock_connect() returns the socket."""

from __future__ import annotations

import socket
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.sockets import Sockets

BREAKS = "SOCK-13"


class Wrong(Sockets):
    async def connect(self, sock: socket.socket, address: Any) -> Any:
        await super().connect(sock, address)
        return sock


class Mutant(ReferenceLoop):
    sockets_type = Wrong


new_event_loop = Mutant
