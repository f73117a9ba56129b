"""In debug mode call_at() takes timers from any thread."""

from __future__ import annotations

from contextvars import Context

from reference_loop import ReferenceLoop
from reference_loop.core import Callback, Ts
from reference_loop.handles import TimerHandle

BREAKS = "DEBUG-06"


class Mutant(ReferenceLoop):
    def call_at(
        self, when: float, callback: Callback[*Ts], *args: *Ts, context: Context | None = None
    ) -> TimerHandle:
        timer = self.timer_handle_type(when, callback, args, self, context)
        self._timers.add(timer)
        return timer

    def call_later(
        self, delay: float, callback: Callback[*Ts], *args: *Ts, context: Context | None = None
    ) -> TimerHandle:
        return super().call_at(self.time() + delay, callback, *args, context=context)


new_event_loop = Mutant
