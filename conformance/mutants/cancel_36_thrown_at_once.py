"""cancel() of a waiting task throws CancelledError into its coroutine at once."""

from __future__ import annotations

import asyncio
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "CANCEL-36"


class Blunt(Task[Any]):
    def cancel(self, msg: Any | None = None) -> bool:
        waited = self._fut_waiter
        if waited is None or asyncio.current_task(self.get_loop()) is not None or isinstance(waited, Task):
            return super().cancel(msg)
        accepted = super().cancel(msg)
        loop: Any = self._core
        loop._ready.remove(self)
        self._run()
        return accepted


class Mutant(ReferenceLoop):
    task_type = Blunt


new_event_loop = Mutant
