"""Nothing to listen on is a TypeError."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "SERVE-12"


class Mutant(ReferenceLoop):
    async def create_server(self, factory: Any, *where: Any, sock: Any = None, **options: Any) -> Any:
        if not where and sock is None:
            raise TypeError("a host or a socket was expected")
        return await super().create_server(factory, *where, sock=sock, **options)


new_event_loop = Mutant
