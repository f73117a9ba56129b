"""create_connection(host, port) returns a protocol that is not the factory's."""

from __future__ import annotations

import asyncio
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.connecting import Connecting

BREAKS = "CONN-02"


class Wrong(Connecting):
    async def open(self, *args: Any, **hints: Any) -> tuple[Any, Any]:
        transport, _ = await super().open(*args, **hints)
        return transport, asyncio.Protocol()


class Mutant(ReferenceLoop):
    connecting_type = Wrong


new_event_loop = Mutant
