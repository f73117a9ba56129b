"""create_task() queues the task by call_soon(), which does not wake a loop that waits."""

from typing import Any

from reference_loop import PyLoop, ReferenceLoop
from reference_loop.background import BackgroundTask

BREAKS = "PYLOOP-20"


class Background(PyLoop):
    def _start(self, task: BackgroundTask[Any]) -> None:
        self._loop.call_soon(task._begin)


class Mutant(ReferenceLoop):
    background_type = Background


new_event_loop = Mutant
