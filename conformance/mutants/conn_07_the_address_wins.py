"""create_connection() with an address and a socket ignores the socket."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "CONN-07"


class Mutant(ReferenceLoop):
    async def create_connection(self, factory: Any, *args: Any, sock: Any = None, **options: Any) -> Any:
        return await super().create_connection(factory, *args, sock=None if args else sock, **options)


new_event_loop = Mutant
