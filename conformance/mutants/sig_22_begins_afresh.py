"""What arrived between two runs is forgotten when the next one begins."""

from reference_loop import ReferenceLoop

BREAKS = "SIG-22"


class Mutant(ReferenceLoop):
    def run_forever(self) -> None:
        self._wakeup.drain()
        super().run_forever()


new_event_loop = Mutant
