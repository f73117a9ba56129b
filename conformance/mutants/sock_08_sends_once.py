"""sock_sendall() is content when the system has taken a part."""

from __future__ import annotations

import socket
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.contracts import WRITABLE
from reference_loop.sockets import Sockets

BREAKS = "SOCK-08"


class Wrong(Sockets):
    async def sendall(self, sock: socket.socket, data: Any) -> None:
        self._check(sock)
        await self._when(WRITABLE, sock, sock.send, data)


class Mutant(ReferenceLoop):
    sockets_type = Wrong


new_event_loop = Mutant
