"""A server removes a socket that it was given, and leaves one that it made."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "UNIX-36"
AFTER = "https://github.com/python/cpython/issues/111246"


class Mutant(ReferenceLoop):
    async def create_unix_server(self, protocol_factory: Any, path: Any = None, **options: Any) -> Any:
        options.setdefault("cleanup_socket", path is None)
        return await super().create_unix_server(protocol_factory, path, **options)


new_event_loop = Mutant
