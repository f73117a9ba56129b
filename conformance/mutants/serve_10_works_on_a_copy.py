"""The server owns a copy of the socket, and leaves the original open."""

from __future__ import annotations

import socket
from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "SERVE-10"


class Mutant(ReferenceLoop):
    async def create_server(self, factory: Any, *where: Any, sock: Any = None, **options: Any) -> Any:
        if sock is not None and sock.type == socket.SOCK_STREAM and not where:
            sock = sock.dup()
        return await super().create_server(factory, *where, sock=sock, **options)


new_event_loop = Mutant
