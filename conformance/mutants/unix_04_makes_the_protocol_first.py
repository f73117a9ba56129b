"""create_unix_connection() calls the factory before it connects."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.unix import Unix

BREAKS = "UNIX-04"
AFTER = "https://github.com/MagicStack/uvloop/blob/master/uvloop/loop.pyx"


class Wrong(Unix):
    async def open(self, factory: Any, path: Any, terms: Any) -> tuple[Any, Any]:
        protocol = factory()
        return await super().open(lambda: protocol, path, terms)


class Mutant(ReferenceLoop):
    unix_type = Wrong


new_event_loop = Mutant
