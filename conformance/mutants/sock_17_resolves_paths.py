"""sock_connect() takes every address for host and port."""

from __future__ import annotations

import socket
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.sockets import Sockets

BREAKS = "SOCK-17"


class Wrong(Sockets):
    async def connect(self, sock: socket.socket, address: Any) -> None:
        host, port = address
        await super().connect(sock, (host, port))


class Mutant(ReferenceLoop):
    sockets_type = Wrong


new_event_loop = Mutant
