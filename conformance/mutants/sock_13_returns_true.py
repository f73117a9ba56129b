"""sock_connect() returns True."""

from __future__ import annotations

import socket
from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "SOCK-13"


class Mutant(ReferenceLoop):
    async def sock_connect(self, sock: socket.socket, address: Any) -> Any:
        await super().sock_connect(sock, address)
        return True


new_event_loop = Mutant
