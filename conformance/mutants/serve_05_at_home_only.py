"""Without a host, the server listens on the loopback address only."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "SERVE-05"


class Mutant(ReferenceLoop):
    async def create_server(
        self, protocol_factory: Any, host: Any = None, port: Any = None, **options: Any
    ) -> Any:
        if not host and port is not None and not options.get("family"):
            host = "127.0.0.1"
        return await super().create_server(protocol_factory, host, port, **options)


new_event_loop = Mutant
