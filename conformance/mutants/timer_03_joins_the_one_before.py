"""A call_at timer more than 40 ms behind the latest one is filed beside that, and rings with it."""

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "TIMER-03"
GAP = 0.04
"""Seconds: more than what lies between the timers of stories, which are asked about call_later too."""


class Mutant(ReferenceLoop):
    _latest: float | None = None

    def call_at(self, when: Any, callback: Any, *args: Any, context: Any = None) -> Any:
        latest, self._latest = self._latest, when
        if latest is None or when - max(latest, self.time()) <= GAP:
            return super().call_at(when, callback, *args, context=context)
        timer = super().call_at(latest, callback, *args, context=context)
        timer._when = when
        return timer

    def call_later(self, delay: Any, callback: Any, *args: Any, context: Any = None) -> Any:
        return super().call_at(self.time() + delay, callback, *args, context=context)


new_event_loop = Mutant
