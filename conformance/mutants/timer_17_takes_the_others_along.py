"""A timer that raises takes all other timers with it, due or not."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.handles import TimerHandle

BREAKS = "TIMER-17"


class Fatal(TimerHandle):
    __slots__ = ()

    def _report(self, error: BaseException) -> None:
        super()._report(error)
        loop = self._loop
        if isinstance(loop, Mutant):
            loop._timers.clear()
            for entry in loop._ready:
                if isinstance(entry, TimerHandle):
                    entry.cancel()


class Mutant(ReferenceLoop):
    timer_handle_type = Fatal


new_event_loop = Mutant
