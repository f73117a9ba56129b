"""A server at a path has the default backlog, whatever it is told."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "UNIX-29"


class Mutant(ReferenceLoop):
    async def create_unix_server(self, protocol_factory: Any, path: Any = None, **options: Any) -> Any:
        options.pop("backlog", None)
        return await super().create_unix_server(protocol_factory, path, **options)


new_event_loop = Mutant
