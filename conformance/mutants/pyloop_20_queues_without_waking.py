"""After twenty tasks, create_task() queues by call_soon(), which does not wake a loop that waits."""

from typing import Any

from reference_loop import PyLoop, ReferenceLoop
from reference_loop.background import BackgroundTask

BREAKS = "PYLOOP-20"


class Background(PyLoop):
    _started = 0

    def _start(self, task: BackgroundTask[Any]) -> None:
        self._started += 1
        if self._started > 20:
            self._loop.call_soon(task._begin)
        else:
            super()._start(task)


class Mutant(ReferenceLoop):
    background_type = Background


new_event_loop = Mutant
