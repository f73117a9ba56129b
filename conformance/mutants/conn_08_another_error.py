"""create_connection() with neither address nor socket raises TypeError."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "CONN-08"


class Mutant(ReferenceLoop):
    async def create_connection(self, factory: Any, *args: Any, **options: Any) -> Any:
        if not args and not options:
            raise TypeError("host and port, or sock, expected")
        return await super().create_connection(factory, *args, **options)


new_event_loop = Mutant
