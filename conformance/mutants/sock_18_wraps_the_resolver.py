"""sock_connect() raises TimeoutError when an address cannot be resolved."""

from __future__ import annotations

import socket
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.sockets import Sockets

BREAKS = "SOCK-18"


class Wrong(Sockets):
    async def _resolved(self, sock: socket.socket, address: Any) -> Any:
        try:
            return await super()._resolved(sock, address)
        except socket.gaierror as error:
            raise TimeoutError from error


class Mutant(ReferenceLoop):
    sockets_type = Wrong


new_event_loop = Mutant
