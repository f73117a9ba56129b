"""The names of services are not known."""

from __future__ import annotations

import socket
from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "NAME-09"


class Mutant(ReferenceLoop):
    async def getaddrinfo(self, host: Any, port: Any, **hints: Any) -> Any:
        if isinstance(port, str) and not port.isdigit():
            raise socket.gaierror(socket.EAI_SERVICE, "unknown service")
        return await super().getaddrinfo(host, port, **hints)


new_event_loop = Mutant
