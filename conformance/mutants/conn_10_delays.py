"""TCP_NODELAY is not set on connections that the loop makes."""

from __future__ import annotations

import socket
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.connecting import Connecting

BREAKS = "CONN-10"


class Wrong(Connecting):
    async def open(self, *args: Any, **hints: Any) -> tuple[Any, Any]:
        transport, protocol = await super().open(*args, **hints)
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 0)
        return transport, protocol


class Mutant(ReferenceLoop):
    connecting_type = Wrong


new_event_loop = Mutant
