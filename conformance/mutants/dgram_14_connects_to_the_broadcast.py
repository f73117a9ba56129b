"""An endpoint that may broadcast is connected to its remote address."""

from __future__ import annotations

import socket

from reference_loop import ReferenceLoop
from reference_loop.endpoints import Endpoints, Place, Wish

BREAKS = "DGRAM-14"


class Wrong(Endpoints):
    def _socket(self, place: Place, wish: Wish) -> socket.socket:
        sock = super()._socket(place, wish)
        if place.remote:
            sock.connect(place.remote)
        return sock


class Mutant(ReferenceLoop):
    endpoints_type = Wrong


new_event_loop = Mutant
