"""Once a timer has run, time() is an hour behind when it is asked between runs."""

from reference_loop import ReferenceLoop
from reference_loop.handles import TimerHandle

BREAKS = "CLOCK-03"


class Ringing(TimerHandle):
    def _run(self) -> None:
        super()._run()
        if isinstance(self._loop, Mutant):
            self._loop.rang = True


class Mutant(ReferenceLoop):
    timer_handle_type = Ringing
    rang = False

    def time(self) -> float:
        return super().time() - (3600 if self.rang and not self.is_running() else 0)


new_event_loop = Mutant
