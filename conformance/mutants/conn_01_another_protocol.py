"""connect_accepted_socket() returns a protocol that is not the factory's."""

from __future__ import annotations

import asyncio
from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "CONN-01"


class Mutant(ReferenceLoop):
    async def connect_accepted_socket(self, *args: Any, **options: Any) -> tuple[Any, Any]:
        transport, _ = await super().connect_accepted_socket(*args, **options)
        return transport, asyncio.Protocol()


new_event_loop = Mutant
