"""A server at a path takes ssl=False for no TLS."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "UNIX-55"


class Mutant(ReferenceLoop):
    async def create_unix_server(self, protocol_factory: Any, path: Any = None, **options: Any) -> Any:
        options["ssl"] = options.get("ssl") or None
        return await super().create_unix_server(protocol_factory, path, **options)


new_event_loop = Mutant
