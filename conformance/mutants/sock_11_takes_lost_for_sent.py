"""sock_sendall() returns quietly when the peer has gone."""

from __future__ import annotations

import contextlib
import socket
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.sockets import Sockets

BREAKS = "SOCK-11"


class Wrong(Sockets):
    async def sendall(self, sock: socket.socket, data: Any) -> None:
        with contextlib.suppress(ConnectionError):
            await super().sendall(sock, data)


class Mutant(ReferenceLoop):
    sockets_type = Wrong


new_event_loop = Mutant
