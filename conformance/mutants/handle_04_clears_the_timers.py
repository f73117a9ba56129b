"""cancel() of an executed timer takes the waiting timers along."""

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.handles import TimerHandle

BREAKS = "HANDLE-04"


class Greedy(TimerHandle):
    __slots__ = ("_executed",)

    def _run(self) -> None:
        super()._run()
        self._executed = True

    def cancel(self) -> None:
        if getattr(self, "_executed", False):
            loop: Any = self._loop
            loop._timers.clear()
        else:
            super().cancel()


class Mutant(ReferenceLoop):
    timer_handle_type = Greedy


new_event_loop = Mutant
