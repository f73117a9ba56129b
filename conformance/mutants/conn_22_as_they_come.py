"""interleave is 0 by default, with happy eyeballs, too."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "CONN-22"


class Mutant(ReferenceLoop):
    async def create_connection(self, *args: Any, **options: Any) -> Any:
        return await super().create_connection(*args, **{"interleave": 0} | options)


new_event_loop = Mutant
