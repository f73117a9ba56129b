"""After a run the loop is still the running loop of its thread."""

from reference_loop import ReferenceLoop, seams

BREAKS = "LIFE-07"


class Mutant(ReferenceLoop):
    def _end(self) -> None:
        super()._end()
        seams.set_running_loop(self)


new_event_loop = Mutant
