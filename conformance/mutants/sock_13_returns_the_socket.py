"""sock_connect() returns the socket."""

from __future__ import annotations

import socket
from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "SOCK-13"


class Mutant(ReferenceLoop):
    async def sock_connect(self, sock: socket.socket, address: Any) -> Any:
        await super().sock_connect(sock, address)
        return sock


new_event_loop = Mutant
