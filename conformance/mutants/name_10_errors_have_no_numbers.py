"""The errors of getaddrinfo() have words only."""

from __future__ import annotations

import socket
from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "NAME-10"


class Mutant(ReferenceLoop):
    async def getaddrinfo(self, host: Any, port: Any, **hints: Any) -> Any:
        try:
            return await super().getaddrinfo(host, port, **hints)
        except socket.gaierror as error:
            raise socket.gaierror(error.strerror) from error


new_event_loop = Mutant
