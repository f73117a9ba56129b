"""Addresses are not reused unless that is asked for."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "SERVE-15"


class Mutant(ReferenceLoop):
    async def create_server(
        self, factory: Any, *where: Any, reuse_address: bool | None = None, **options: Any
    ) -> Any:
        wish = bool(reuse_address)
        return await super().create_server(factory, *where, reuse_address=wish, **options)


new_event_loop = Mutant
