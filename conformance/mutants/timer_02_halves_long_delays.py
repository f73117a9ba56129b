"""A call_later timer of more than 40 ms tells its deadline, and rings when half of the delay has passed."""

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "TIMER-02"
LONG = 0.04
"""Seconds: longer than what stories of timers, which are asked about call_at too, wait for."""


class Mutant(ReferenceLoop):
    def call_later(self, delay: Any, callback: Any, *args: Any, context: Any = None) -> Any:
        ahead = delay / 2 if delay > LONG else 0
        timer = super().call_later(delay - ahead, callback, *args, context=context)
        timer._when += ahead
        return timer


new_event_loop = Mutant
