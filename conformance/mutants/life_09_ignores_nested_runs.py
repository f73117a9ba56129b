"""A nested run returns at once and says nothing."""

from reference_loop import ReferenceLoop

BREAKS = "LIFE-09"


class Mutant(ReferenceLoop):
    def run_forever(self) -> None:
        if not self.is_running():
            super().run_forever()


new_event_loop = Mutant
