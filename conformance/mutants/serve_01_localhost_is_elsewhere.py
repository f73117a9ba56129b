"""The name localhost is taken for another address of this machine."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "SERVE-01"


class Mutant(ReferenceLoop):
    async def create_server(
        self, protocol_factory: Any, host: Any = None, port: Any = None, **options: Any
    ) -> Any:
        host = "127.0.0.2" if host == "localhost" else host
        return await super().create_server(protocol_factory, host, port, **options)


new_event_loop = Mutant
