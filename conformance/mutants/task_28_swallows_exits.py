"""SystemExit and KeyboardInterrupt of a coroutine stay inside its task; the loop only stops."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "TASK-28"


class Insular(Task[Any]):
    def _run(self) -> None:
        try:
            super()._run()
        except (SystemExit, KeyboardInterrupt):
            self.get_loop().stop()


class Mutant(ReferenceLoop):
    task_type = Insular


new_event_loop = Mutant
