"""A datagram socket is a TypeError."""

from __future__ import annotations

import socket
from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "SERVE-13"


class Mutant(ReferenceLoop):
    async def create_server(self, factory: Any, *where: Any, sock: Any = None, **options: Any) -> Any:
        if sock is not None and not where and sock.type == socket.SOCK_DGRAM:
            raise TypeError("a stream socket was expected")
        return await super().create_server(factory, *where, sock=sock, **options)


new_event_loop = Mutant
