"""While the loop does not run, its tasks are not known to isfuture()."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "TASK-01"


class Incognito(Task[Any]):
    _awaited = False

    def _look(self) -> bool | None:
        return self._awaited if self._core.is_running() else None

    def _note(self, awaited: bool) -> None:
        self._awaited = awaited

    _asyncio_future_blocking: Any = property(_look, _note)


class Mutant(ReferenceLoop):
    task_type = Incognito


new_event_loop = Mutant
