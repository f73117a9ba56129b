"""shutdown_asyncgens() starts the cleanup and returns."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.hooks import Hooks

BREAKS = "AGEN-02"


class Hasty(Hooks):
    async def shutdown_asyncgens(self) -> None:
        self._shut_down = True
        loop: Any = self._loop
        loop.call_soon(loop.create_task, super().shutdown_asyncgens())


class Mutant(ReferenceLoop):
    hooks_type = Hasty


new_event_loop = Mutant
