"""shutdown_asyncgens() closes nothing."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.hooks import Hooks

BREAKS = "AGEN-01"


class Idle(Hooks):
    async def shutdown_asyncgens(self) -> None:
        self._shut_down = True


class Mutant(ReferenceLoop):
    hooks_type = Idle


new_event_loop = Mutant
