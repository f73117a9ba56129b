"""create_connection(sock=sock) works on a copy of the socket, and leaves the original open."""

from __future__ import annotations

import socket
from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "CONN-06"


class Mutant(ReferenceLoop):
    async def create_connection(self, factory: Any, *args: Any, sock: Any = None, **options: Any) -> Any:
        if sock is not None and sock.type == socket.SOCK_STREAM and not args:
            sock = sock.dup()
        return await super().create_connection(factory, *args, sock=sock, **options)


new_event_loop = Mutant
