"""A cancelled task raises the CancelledError of concurrent.futures, which asyncio's except clauses miss."""

import concurrent.futures
from typing import Any

from reference_loop import PyLoop, ReferenceLoop
from reference_loop.background import BackgroundTask

BREAKS = "PYLOOP-07"


class Foreign(BackgroundTask[Any]):
    def _outcome(self) -> Any:
        if self.cancelled():
            raise concurrent.futures.CancelledError("not asyncio's")
        return super()._outcome()

    def cancelled(self) -> bool:
        return self.done() and bool(self._task.cancelled())


class Background(PyLoop):
    def _new_task(self, coro: Any, name: str) -> BackgroundTask[Any]:
        return Foreign(self, coro, name)


class Mutant(ReferenceLoop):
    background_type = Background


new_event_loop = Mutant
