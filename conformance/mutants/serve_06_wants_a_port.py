"""A port that is None is refused."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "SERVE-06"


class Mutant(ReferenceLoop):
    async def create_server(
        self, protocol_factory: Any, host: Any = None, port: Any = None, **options: Any
    ) -> Any:
        if host is not None and port is None:
            raise TypeError("a port was expected, got None")
        return await super().create_server(protocol_factory, host, port, **options)


new_event_loop = Mutant
