"""getaddrinfo() of what cannot be resolved gives an empty list."""

from __future__ import annotations

import socket
from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "EXEC-25"


class Mutant(ReferenceLoop):
    async def getaddrinfo(self, host: Any, port: Any, **options: Any) -> Any:
        try:
            return await super().getaddrinfo(host, port, **options)
        except socket.gaierror:
            return []


new_event_loop = Mutant
