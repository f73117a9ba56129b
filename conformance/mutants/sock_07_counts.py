"""sock_sendall() returns the number of bytes."""

from __future__ import annotations

import socket
from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "SOCK-07"


class Mutant(ReferenceLoop):
    async def sock_sendall(self, sock: socket.socket, data: Any) -> Any:
        await super().sock_sendall(sock, data)
        return len(data) or None


new_event_loop = Mutant
