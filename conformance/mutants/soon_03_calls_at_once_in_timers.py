"""While a timer is called, call_soon calls the callback itself."""

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.handles import TimerHandle

BREAKS = "SOON-03"


class Timer(TimerHandle):
    def _run(self) -> None:
        loop: Any = self._loop
        loop.in_a_timer = True
        super()._run()
        loop.in_a_timer = False


class Mutant(ReferenceLoop):
    timer_handle_type = Timer
    in_a_timer = False

    def call_soon(self, callback: Any, *args: Any, context: Any = None) -> Any:
        handle = super().call_soon(callback, *args, context=context)
        if self.in_a_timer:
            self._ready.pop()._run()
        return handle


new_event_loop = Mutant
