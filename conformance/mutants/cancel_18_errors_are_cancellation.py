"""Whatever a coroutine raises while it handles a CancelledError, its task is cancelled."""

from __future__ import annotations

import asyncio
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.states import CANCELLED
from reference_loop.tasks import Task

BREAKS = "CANCEL-18"


class Deaf(Task[Any]):
    def _step(self, error: BaseException | None) -> None:
        super()._step(error)
        if self._error is not None and isinstance(self._error.__context__, asyncio.CancelledError):
            self._error, self._phase = None, CANCELLED


class Mutant(ReferenceLoop):
    task_type = Deaf


new_event_loop = Mutant
