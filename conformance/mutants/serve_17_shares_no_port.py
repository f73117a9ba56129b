"""reuse_port is not looked at."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "SERVE-17"


class Mutant(ReferenceLoop):
    async def create_server(
        self, factory: Any, *where: Any, reuse_port: bool | None = None, **options: Any
    ) -> Any:
        return await super().create_server(factory, *where, **options)


new_event_loop = Mutant
