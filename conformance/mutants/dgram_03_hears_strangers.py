"""The remote address is remembered, and the socket is not connected."""

from __future__ import annotations

import socket

from reference_loop import ReferenceLoop
from reference_loop.endpoints import Address, Endpoints

BREAKS = "DGRAM-03"


class Wrong(Endpoints):
    def _connect(self, sock: socket.socket, address: Address) -> None:
        """Leave the socket open to all."""


class Mutant(ReferenceLoop):
    endpoints_type = Wrong


new_event_loop = Mutant
