"""A path to connect to ends at the first null, as a string of C does."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "UNIX-03"
AFTER = "https://github.com/MagicStack/uvloop/blob/master/uvloop/handles/pipe.pyx"


class Mutant(ReferenceLoop):
    async def create_unix_connection(self, protocol_factory: Any, path: Any = None, **options: Any) -> Any:
        if isinstance(path, (str, bytes)) and path[:1] in ("\0", b"\0"):
            path = path[:0]
        return await super().create_unix_connection(protocol_factory, path, **options)


new_event_loop = Mutant
