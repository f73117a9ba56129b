"""A server that is made from a socket does not serve at once."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "UNIX-24"


class Mutant(ReferenceLoop):
    async def create_unix_server(self, protocol_factory: Any, path: Any = None, **options: Any) -> Any:
        if "sock" in options:
            options["start_serving"] = False
        return await super().create_unix_server(protocol_factory, path, **options)


new_event_loop = Mutant
