"""sock_sendall() of no bytes sends a byte."""

from __future__ import annotations

import socket
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.sockets import Sockets

BREAKS = "SOCK-09"


class Wrong(Sockets):
    async def sendall(self, sock: socket.socket, data: Any) -> None:
        await super().sendall(sock, data or b"\0")


class Mutant(ReferenceLoop):
    sockets_type = Wrong


new_event_loop = Mutant
