"""ssl without server_hostname raises TypeError."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "UNIX-51"


class Mutant(ReferenceLoop):
    async def create_unix_connection(self, protocol_factory: Any, path: Any = None, **options: Any) -> Any:
        if options.get("ssl") and options.get("server_hostname") is None:
            raise TypeError("server_hostname was expected")
        return await super().create_unix_connection(protocol_factory, path, **options)


new_event_loop = Mutant
