"""sock_sendall() leaves out what is beyond half a megabyte."""

from __future__ import annotations

import socket
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.sockets import Sockets

BREAKS = "SOCK-08"


class Wrong(Sockets):
    async def sendall(self, sock: socket.socket, data: Any) -> None:
        await super().sendall(sock, data[: 1 << 19])


class Mutant(ReferenceLoop):
    sockets_type = Wrong


new_event_loop = Mutant
