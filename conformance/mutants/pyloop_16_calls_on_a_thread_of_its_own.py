"""Done callbacks are called on a thread of their own, one after the other."""

import threading
from contextvars import Context
from typing import Any

from reference_loop import PyLoop, ReferenceLoop
from reference_loop.background import BackgroundTask

BREAKS = "PYLOOP-16"


class Elsewhere(BackgroundTask[Any]):
    def _deliver(self, fn: Any, context: Context) -> None:
        caller = threading.Thread(target=context.run, args=(fn, self))
        caller.start()
        caller.join()


class Background(PyLoop):
    def _new_task(self, coro: Any, name: str) -> BackgroundTask[Any]:
        return Elsewhere(self, coro, name)


class Mutant(ReferenceLoop):
    background_type = Background


new_event_loop = Mutant
