"""The coroutine runs on a loop of its own beside the hosted one."""

import asyncio
from typing import Any

from reference_loop import PyLoop, ReferenceLoop
from reference_loop.background import BackgroundTask

BREAKS = "PYLOOP-31"


class Beside(BackgroundTask[Any]):
    def _make_task(self, name: str) -> Any:
        return self._host._loop.run_in_executor(None, asyncio.run, self._coroutine)


class Background(PyLoop):
    def _new_task(self, coro: Any, name: str) -> BackgroundTask[Any]:
        return Beside(self, coro, name)


class Mutant(ReferenceLoop):
    background_type = Background


new_event_loop = Mutant
