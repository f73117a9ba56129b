"""create_unix_connection(path) returns a protocol that is not the factory's."""

from __future__ import annotations

import asyncio
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.unix import Unix

BREAKS = "UNIX-01"


class Wrong(Unix):
    async def open(self, *args: Any, **terms: Any) -> tuple[Any, Any]:
        transport, _ = await super().open(*args, **terms)
        return transport, asyncio.Protocol()


class Mutant(ReferenceLoop):
    unix_type = Wrong


new_event_loop = Mutant
