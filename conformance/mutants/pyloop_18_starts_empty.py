"""A done callback runs in an empty context, not in its adder's."""

from contextvars import Context
from typing import Any

from reference_loop import PyLoop, ReferenceLoop
from reference_loop.background import BackgroundTask

BREAKS = "PYLOOP-18"


class Empty(BackgroundTask[Any]):
    def _deliver(self, fn: Any, context: Context) -> None:
        super()._deliver(fn, Context())


class Background(PyLoop):
    def _new_task(self, coro: Any, name: str) -> BackgroundTask[Any]:
        return Empty(self, coro, name)


class Mutant(ReferenceLoop):
    background_type = Background


new_event_loop = Mutant
