"""create_unix_server() with a path and a socket ignores the socket."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "UNIX-26"


class Mutant(ReferenceLoop):
    async def create_unix_server(self, protocol_factory: Any, path: Any = None, **options: Any) -> Any:
        if path is not None:
            options.pop("sock", None)
        return await super().create_unix_server(protocol_factory, path, **options)


new_event_loop = Mutant
