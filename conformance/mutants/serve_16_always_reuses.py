"""Addresses are reused whatever is asked for."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "SERVE-16"


class Mutant(ReferenceLoop):
    async def create_server(
        self, factory: Any, *where: Any, reuse_address: bool | None = None, **options: Any
    ) -> Any:
        return await super().create_server(factory, *where, reuse_address=True, **options)


new_event_loop = Mutant
