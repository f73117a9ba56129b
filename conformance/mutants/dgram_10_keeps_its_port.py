"""reuse_port is ignored."""

from __future__ import annotations

import socket
from dataclasses import replace

from reference_loop import ReferenceLoop
from reference_loop.endpoints import Endpoints, Place, Wish

BREAKS = "DGRAM-10"


class Wrong(Endpoints):
    def _socket(self, place: Place, wish: Wish) -> socket.socket:
        return super()._socket(place, replace(wish, reuse_port=None))


class Mutant(ReferenceLoop):
    endpoints_type = Wrong


new_event_loop = Mutant
