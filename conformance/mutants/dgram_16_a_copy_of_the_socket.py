"""The transport owns a copy of the socket that is given."""

from __future__ import annotations

import socket
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.endpoints import Endpoints

BREAKS = "DGRAM-16"


class Wrong(Endpoints):
    async def _hand_over(self, factory: Any, sock: socket.socket, remote: Any) -> tuple[Any, Any]:
        return await super()._hand_over(factory, sock.dup(), remote)


class Mutant(ReferenceLoop):
    endpoints_type = Wrong


new_event_loop = Mutant
