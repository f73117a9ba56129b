"""Without flags, getnameinfo() gives numbers."""

from __future__ import annotations

import socket
from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "NAME-07"


NUMBERS = socket.NI_NUMERICHOST | socket.NI_NUMERICSERV


class Mutant(ReferenceLoop):
    async def getnameinfo(self, sockaddr: Any, flags: int = NUMBERS) -> Any:
        return await super().getnameinfo(sockaddr, flags)


new_event_loop = Mutant
