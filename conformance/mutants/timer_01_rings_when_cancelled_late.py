"""cancel() of a call_later timer without delay calls it again when it has run."""

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.handles import TimerHandle

BREAKS = "TIMER-01"


class Again(TimerHandle):
    at_once = False
    """Only these ring for certain in the next turn: the story that shows the fault is the same each time."""
    _ran = False

    def _run(self) -> None:
        super()._run()
        self._ran = True

    def cancel(self) -> None:
        if self._ran and self.at_once and not self._cancelled:
            super()._run()
        super().cancel()


class Mutant(ReferenceLoop):
    timer_handle_type = Again

    def call_later(self, delay: Any, callback: Any, *args: Any, context: Any = None) -> Any:
        timer = super().call_later(delay, callback, *args, context=context)
        if isinstance(timer, Again):
            timer.at_once = delay == 0
        return timer


new_event_loop = Mutant
