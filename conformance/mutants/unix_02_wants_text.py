"""A path to connect to that is no str raises TypeError, unless it is an abstract name."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "UNIX-02"


class Mutant(ReferenceLoop):
    async def create_unix_connection(self, protocol_factory: Any, path: Any = None, **options: Any) -> Any:
        if path is not None and not isinstance(path, str) and not (isinstance(path, bytes) and path[0] == 0):
            raise TypeError("a path as str was expected")
        return await super().create_unix_connection(protocol_factory, path, **options)


new_event_loop = Mutant
