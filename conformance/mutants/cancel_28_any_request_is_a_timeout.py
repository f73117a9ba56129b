"""A request to a task inside asyncio.timeout() is taken for its timeout."""

from __future__ import annotations

import sys
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "CANCEL-28"


class Confused(Task[Any]):
    def cancel(self, msg: Any | None = None) -> bool:
        timeouts: Any = getattr(self._core, "timeouts", None)
        if timeouts and sys._getframe(1).f_code.co_qualname != "Timeout._on_timeout":
            timeouts.pop()()
            return True
        return super().cancel(msg)


class Mutant(ReferenceLoop):
    task_type = Confused

    def __init__(self) -> None:
        super().__init__()
        self.timeouts: list[Any] = []

    def call_at(self, when: float, callback: Any, *args: Any, context: Any = None) -> Any:
        if getattr(callback, "__qualname__", "") == "Timeout._on_timeout":
            self.timeouts.append(callback)
        return super().call_at(when, callback, *args, context=context)


new_event_loop = Mutant
