"""The flags of the caller are not passed on."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "SERVE-08"


class Mutant(ReferenceLoop):
    async def create_server(self, factory: Any, *where: Any, flags: int = 0, **options: Any) -> Any:
        return await super().create_server(factory, *where, **options)


new_event_loop = Mutant
