"""getaddrinfo() without a port asks for port 0."""

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "EXEC-21"


class Mutant(ReferenceLoop):
    async def getaddrinfo(self, host: Any, port: Any, **options: Any) -> list[Any]:
        return await super().getaddrinfo(host, port or 0, **options)


new_event_loop = Mutant
