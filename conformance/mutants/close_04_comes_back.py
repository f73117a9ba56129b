"""A closed loop that was asked to run refuses, and from then on says that it is open."""

from reference_loop import ReferenceLoop

BREAKS = "CLOSE-04"


class Mutant(ReferenceLoop):
    _asked = False

    def is_closed(self) -> bool:
        return super().is_closed() and not self._asked

    def _check_can_run(self) -> None:
        self._asked = super().is_closed()
        super()._check_can_run()


new_event_loop = Mutant
