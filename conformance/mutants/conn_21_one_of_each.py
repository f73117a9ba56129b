"""interleave is 1, whatever else it was."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "CONN-21"


class Mutant(ReferenceLoop):
    async def create_connection(self, *args: Any, **options: Any) -> Any:
        options["interleave"] = options.get("interleave") and 1
        return await super().create_connection(*args, **options)


new_event_loop = Mutant
