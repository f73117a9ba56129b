"""getaddrinfo() ignores its keyword type."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "EXEC-22"


class Mutant(ReferenceLoop):
    async def getaddrinfo(self, host: Any, port: Any, **options: Any) -> Any:
        return await super().getaddrinfo(host, port, **(options | {"type": 0}))


new_event_loop = Mutant
