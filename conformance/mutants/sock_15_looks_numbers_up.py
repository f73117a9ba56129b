"""sock_connect() asks the resolver for every address."""

from __future__ import annotations

import socket
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.sockets import Sockets

BREAKS = "SOCK-15"


class Wrong(Sockets):
    async def _resolved(self, sock: socket.socket, address: Any) -> Any:
        host, port = address[:2]
        found = await self._loop.getaddrinfo(host, port, family=sock.family, type=sock.type)
        return found[0][4]


class Mutant(ReferenceLoop):
    sockets_type = Wrong


new_event_loop = Mutant
