"""Outside a run, time() is an hour behind."""

from reference_loop import ReferenceLoop

BREAKS = "CLOCK-03"


class Mutant(ReferenceLoop):
    def time(self) -> float:
        return super().time() - (0 if self.is_running() else 3600)


new_event_loop = Mutant
