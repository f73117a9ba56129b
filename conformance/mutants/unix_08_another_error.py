"""create_unix_connection() with neither a path nor a socket raises TypeError."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "UNIX-08"


class Mutant(ReferenceLoop):
    async def create_unix_connection(self, protocol_factory: Any, path: Any = None, **options: Any) -> Any:
        if path is None and "sock" not in options:
            raise TypeError("a path or a socket was expected")
        return await super().create_unix_connection(protocol_factory, path, **options)


new_event_loop = Mutant
