"""A refused nested run clears the running loop of the thread, as CPython 3.13.0 did."""

from reference_loop import ReferenceLoop, seams

BREAKS = "LIFE-10"


class Mutant(ReferenceLoop):
    def run_forever(self) -> None:
        if self.is_running():
            seams.set_running_loop(None)
        super().run_forever()


new_event_loop = Mutant
