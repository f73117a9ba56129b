"""getnameinfo() gives the service as a number."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "EXEC-23"


class Mutant(ReferenceLoop):
    async def getnameinfo(self, sockaddr: Any, flags: int = 0) -> Any:
        host, service = await super().getnameinfo(sockaddr, flags)
        return host, int(service)


new_event_loop = Mutant
