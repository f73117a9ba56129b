"""Tasks of this loop are not known to isfuture()."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "TASK-01"


class Incognito(Task[Any]):
    _asyncio_future_blocking: Any = None


class Mutant(ReferenceLoop):
    task_type = Incognito


new_event_loop = Mutant
