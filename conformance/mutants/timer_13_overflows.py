"""The poller is asked to wait for as long as the earliest timer, be it months."""

from reference_loop import ReferenceLoop
from reference_loop.turn import Turn

BREAKS = "TIMER-13"


class Unbounded(Turn):
    def plan_wait(self, last: bool) -> float | None:
        deadline = self.timers.next_deadline()
        if last or self.ready or deadline is None:
            return super().plan_wait(last)
        return max(0, deadline - self.clock.time())


class Mutant(ReferenceLoop):
    turn_type = Unbounded


new_event_loop = Mutant
