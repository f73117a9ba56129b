"""A server leaves the file of a socket that it was given."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "UNIX-40"


class Mutant(ReferenceLoop):
    async def create_unix_server(self, protocol_factory: Any, path: Any = None, **options: Any) -> Any:
        options.setdefault("cleanup_socket", path is not None)
        return await super().create_unix_server(protocol_factory, path, **options)


new_event_loop = Mutant
