"""Every endpoint may broadcast."""

from __future__ import annotations

import socket

from reference_loop import ReferenceLoop
from reference_loop.endpoints import Endpoints, Place, Wish

BREAKS = "DGRAM-13"


class Wrong(Endpoints):
    def _socket(self, place: Place, wish: Wish) -> socket.socket:
        sock = super()._socket(place, wish)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
        return sock


class Mutant(ReferenceLoop):
    endpoints_type = Wrong


new_event_loop = Mutant
