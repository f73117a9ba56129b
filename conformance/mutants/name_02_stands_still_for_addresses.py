"""A lookup of an address holds up the loop."""

from __future__ import annotations

import socket
from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "NAME-02"


class Mutant(ReferenceLoop):
    async def getnameinfo(self, sockaddr: Any, flags: int = 0) -> Any:
        return socket.getnameinfo(sockaddr, flags)


new_event_loop = Mutant
