"""A lookup of no type in particular holds up the loop."""

from __future__ import annotations

import socket
from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "NAME-01"


class Mutant(ReferenceLoop):
    async def getaddrinfo(self, host: Any, port: Any, **hints: Any) -> Any:
        if not hints.get("type"):
            return socket.getaddrinfo(host, port, **hints)
        return await super().getaddrinfo(host, port, **hints)


new_event_loop = Mutant
