"""shutdown_asyncgens() returns the number of generators that it closed."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "AGEN-15"


class Mutant(ReferenceLoop):
    async def shutdown_asyncgens(self) -> Any:
        closed = len(self._hooks._alive)
        await super().shutdown_asyncgens()
        return closed


new_event_loop = Mutant
