"""A socket that was left at the path stays there."""

from __future__ import annotations

import socket

from reference_loop import ReferenceLoop
from reference_loop.endpoints import Address, Endpoints

BREAKS = "DGRAM-59"


class Wrong(Endpoints):
    def _bind(self, sock: socket.socket, address: Address) -> None:
        sock.bind(address)


class Mutant(ReferenceLoop):
    endpoints_type = Wrong


new_event_loop = Mutant
