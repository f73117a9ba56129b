"""After an eager step current_task() is None."""

from __future__ import annotations

import asyncio
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.seams import leave_task
from reference_loop.tasks import Task

BREAKS = "EAGER-04"


class Forgetful(Task[Any]):
    def _start_eagerly(self) -> None:
        super()._start_eagerly()
        outer = asyncio.current_task(self.get_loop())
        if outer is not None:
            leave_task(self._core, outer)
            self._core.call_soon(lambda: None)


class Mutant(ReferenceLoop):
    task_type = Forgetful


new_event_loop = Mutant
