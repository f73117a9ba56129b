"""getnameinfo() of what is no address raises ValueError."""

from __future__ import annotations

import socket
from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "NAME-08"


class Mutant(ReferenceLoop):
    async def getnameinfo(self, sockaddr: Any, flags: int = 0) -> Any:
        try:
            return await super().getnameinfo(sockaddr, flags)
        except socket.gaierror as error:
            raise ValueError(*error.args) from error


new_event_loop = Mutant
