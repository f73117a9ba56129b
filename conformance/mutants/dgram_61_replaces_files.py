"""Whatever is at the path is replaced."""

from __future__ import annotations

import os
import socket

from reference_loop import ReferenceLoop
from reference_loop.endpoints import Address, Endpoints

BREAKS = "DGRAM-61"


class Wrong(Endpoints):
    def _bind(self, sock: socket.socket, address: Address) -> None:
        if sock.family == socket.AF_UNIX and os.path.exists(address):
            os.unlink(address)
        super()._bind(sock, address)


class Mutant(ReferenceLoop):
    endpoints_type = Wrong


new_event_loop = Mutant
