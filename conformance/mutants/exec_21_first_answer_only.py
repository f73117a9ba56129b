"""getaddrinfo() gives only the first of the answers."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "EXEC-21"


class Mutant(ReferenceLoop):
    async def getaddrinfo(self, host: Any, port: Any, **options: Any) -> Any:
        return (await super().getaddrinfo(host, port, **options))[:1]


new_event_loop = Mutant
