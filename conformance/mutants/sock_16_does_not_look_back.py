"""sock_connect() does not ask how the connection attempt ended."""

from __future__ import annotations

import socket
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.sockets import Sockets

BREAKS = "SOCK-16"


class Wrong(Sockets):
    async def connect(self, sock: socket.socket, address: Any) -> None:
        try:
            await super().connect(sock, address)
        except ConnectionRefusedError:
            return


class Mutant(ReferenceLoop):
    sockets_type = Wrong


new_event_loop = Mutant
