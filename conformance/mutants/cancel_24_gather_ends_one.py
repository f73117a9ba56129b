"""When gather() is cancelled, only one of its awaitables is."""

from __future__ import annotations

import sys
from typing import Any, ClassVar

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "CANCEL-24"


class Spared(Task[Any]):
    _hit: ClassVar[list[Any]] = []

    def cancel(self, msg: Any | None = None) -> bool:
        if sys._getframe(1).f_code.co_qualname == "_GatheringFuture.cancel" and not self.done():
            self._hit.append(self)
            if len(self._hit) > 1:
                return True
        return super().cancel(msg)


class Mutant(ReferenceLoop):
    task_type = Spared


new_event_loop = Mutant
