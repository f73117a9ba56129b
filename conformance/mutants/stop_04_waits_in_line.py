"""stop() of a running loop is queued as a callback, behind what the batch schedules before it."""

from reference_loop import ReferenceLoop

BREAKS = "STOP-04"


class Mutant(ReferenceLoop):
    def stop(self) -> None:
        if self.is_running():
            self.call_soon(super().stop)
        else:
            super().stop()


new_event_loop = Mutant
