"""keep_alive is not looked at."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "SERVE-18"


class Mutant(ReferenceLoop):
    async def create_server(
        self, factory: Any, *where: Any, keep_alive: bool | None = None, **options: Any
    ) -> Any:
        return await super().create_server(factory, *where, **options)


new_event_loop = Mutant
