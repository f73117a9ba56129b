"""result() of a cancelled task that nobody had asked to end is None."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "CANCEL-19"


class Formal(Task[Any]):
    _asked = False

    def cancel(self, msg: Any | None = None) -> bool:
        self._asked = True
        return super().cancel(msg)

    def result(self) -> Any:
        return super().result() if not self.cancelled() or self._asked else None


class Mutant(ReferenceLoop):
    task_type = Formal


new_event_loop = Mutant
