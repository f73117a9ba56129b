"""With an address, the socket is not looked at."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "SERVE-11"


class Mutant(ReferenceLoop):
    async def create_server(self, factory: Any, *where: Any, sock: Any = None, **options: Any) -> Any:
        return await super().create_server(factory, *where, sock=None if where else sock, **options)


new_event_loop = Mutant
