"""An eager step runs in the context of whoever creates the task."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "EAGER-09"


class Here:
    def run(self, call: Callable[..., Any], *args: Any) -> Any:
        return call(*args)


class Leaky(Task[Any]):
    def _start_eagerly(self) -> None:
        own, self._surroundings = self._surroundings, cast("Any", Here())
        try:
            super()._start_eagerly()
        finally:
            self._surroundings = own


class Mutant(ReferenceLoop):
    task_type = Leaky


new_event_loop = Mutant
