"""Outside the running loop, cancel() throws at once into a task that nobody awaits, and later once more."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "CANCEL-36"


class Blunt(Task[Any]):
    def cancel(self, msg: Any | None = None) -> bool:
        loop: Any = self._core
        awaited = any(context is None for _, context in self._waiting)
        outside = self._fut_waiter is not None and not awaited and not loop.is_running()
        accepted = super().cancel(msg)
        if outside and self in loop._ready:
            loop._ready.remove(self)
            self._run()
            if super().cancel(msg):
                self._cancel_requests -= 1
        return accepted


class Mutant(ReferenceLoop):
    task_type = Blunt


new_event_loop = Mutant
