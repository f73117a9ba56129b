"""A third positional argument of getaddrinfo() is its family."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "NAME-06"


class Mutant(ReferenceLoop):
    async def getaddrinfo(self, host: Any, port: Any, family: int = 0, **hints: Any) -> Any:
        if family:
            hints["family"] = family
        return await super().getaddrinfo(host, port, **hints)


new_event_loop = Mutant
