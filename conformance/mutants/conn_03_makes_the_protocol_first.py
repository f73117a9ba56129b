"""create_connection() calls the factory before it connects."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.connecting import Connecting

BREAKS = "CONN-03"


class Wrong(Connecting):
    async def open(self, factory: Any, *args: Any, **hints: Any) -> tuple[Any, Any]:
        protocol = factory()
        return await super().open(lambda: protocol, *args, **hints)


class Mutant(ReferenceLoop):
    connecting_type = Wrong


new_event_loop = Mutant
