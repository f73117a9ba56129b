"""A generator begun after shutdown_asyncgens() is accepted without a warning."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.hooks import Hooks

BREAKS = "AGEN-03"


class Tacit(Hooks):
    async def shutdown_asyncgens(self) -> None:
        await super().shutdown_asyncgens()
        self._shut_down = False


class Mutant(ReferenceLoop):
    hooks_type = Tacit


new_event_loop = Mutant
