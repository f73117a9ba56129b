"""create_connection(sock=sock) closes that socket and uses another."""

from __future__ import annotations

import socket
from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "CONN-04"


class Mutant(ReferenceLoop):
    async def create_connection(self, factory: Any, *args: Any, sock: Any = None, **options: Any) -> Any:
        if sock is not None and sock.type == socket.SOCK_STREAM and not args:
            sock.close()
            sock, other = socket.socketpair()
            other.close()
        return await super().create_connection(factory, *args, sock=sock, **options)


new_event_loop = Mutant
