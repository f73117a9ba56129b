"""Twice as many clients may wait as the backlog says."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "SERVE-14"


class Mutant(ReferenceLoop):
    async def create_server(self, factory: Any, *where: Any, backlog: int = 100, **options: Any) -> Any:
        return await super().create_server(factory, *where, backlog=2 * backlog, **options)


new_event_loop = Mutant
