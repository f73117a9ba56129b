"""shutdown_asyncgens() closes one generator after the other."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.hooks import Hooks

BREAKS = "AGEN-11"


class Orderly(Hooks):
    async def shutdown_asyncgens(self) -> None:
        self._shut_down = True
        for generator in list(self._alive):
            self._alive.clear()
            self._alive.add(generator)
            await super().shutdown_asyncgens()


class Mutant(ReferenceLoop):
    hooks_type = Orderly


new_event_loop = Mutant
