"""The addresses of a name come last first."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "NAME-11"


class Mutant(ReferenceLoop):
    async def getaddrinfo(self, host: Any, port: Any, **hints: Any) -> Any:
        answer = await super().getaddrinfo(host, port, **hints)
        return answer[::-1] if isinstance(port, int) else answer


new_event_loop = Mutant
