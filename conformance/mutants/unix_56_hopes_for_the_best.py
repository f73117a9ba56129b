"""A server at a path without TLS takes a time-out for its goodbyes."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "UNIX-56"


class Mutant(ReferenceLoop):
    async def create_unix_server(self, protocol_factory: Any, path: Any = None, **options: Any) -> Any:
        if not options.get("ssl"):
            options.pop("ssl_shutdown_timeout", None)
        return await super().create_unix_server(protocol_factory, path, **options)


new_event_loop = Mutant
