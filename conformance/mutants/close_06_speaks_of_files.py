"""Running a closed loop raises OSError."""

from reference_loop import ReferenceLoop

BREAKS = "CLOSE-06"


class Mutant(ReferenceLoop):
    def _check_can_run(self) -> None:
        if self.is_closed():
            raise OSError("bad file descriptor")
        super()._check_can_run()


new_event_loop = Mutant
