"""Delays are kept in 32 bits of milliseconds: one of fifty days fires after seven hours."""

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.handles import TimerHandle

BREAKS = "TIMER-13"
AFTER = "https://github.com/MagicStack/uvloop/pull/289"

WRAP = 2**32 / 1000


class Mutant(ReferenceLoop):
    def call_at(self, when: Any, callback: Any, *args: Any, context: Any = None) -> TimerHandle:
        now = self.time()
        if not isinstance(when, (int, float)) or when - now < WRAP:
            return super().call_at(when, callback, *args, context=context)
        timer = super().call_at(now + (when - now) % WRAP, callback, *args, context=context)
        timer._when = when
        return timer


new_event_loop = Mutant
