"""run_forever returns by itself after fifty turns."""

from reference_loop import ReferenceLoop

BREAKS = "LIFE-04"


class Mutant(ReferenceLoop):
    def run_forever(self) -> None:
        self.call_soon(self._count, 50)
        super().run_forever()

    def _count(self, left: int) -> None:
        if left:
            self.call_soon(self._count, left - 1)
        else:
            self.stop()


new_event_loop = Mutant
