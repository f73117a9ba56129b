"""sock_recv() returns a bytearray."""

from __future__ import annotations

import socket
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.sockets import Sockets

BREAKS = "SOCK-01"


class Wrong(Sockets):
    async def recv(self, sock: socket.socket, nbytes: int) -> Any:
        return bytearray(await super().recv(sock, nbytes))


class Mutant(ReferenceLoop):
    sockets_type = Wrong


new_event_loop = Mutant
