"""When the system takes only a part, sock_sendall() leaves one byte out."""

from __future__ import annotations

import socket
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.contracts import WRITABLE
from reference_loop.sockets import Sockets

BREAKS = "SOCK-08"


class Wrong(Sockets):
    async def sendall(self, sock: socket.socket, data: Any) -> None:
        view = memoryview(data)
        sent = await self._when(WRITABLE, sock, sock.send, view)
        await super().sendall(sock, view[sent + 1 :])


class Mutant(ReferenceLoop):
    sockets_type = Wrong


new_event_loop = Mutant
