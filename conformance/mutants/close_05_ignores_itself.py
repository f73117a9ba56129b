"""close() of a running loop returns and does nothing."""

from reference_loop import ReferenceLoop

BREAKS = "CLOSE-05"


class Mutant(ReferenceLoop):
    def close(self) -> None:
        if not self.is_running():
            super().close()


new_event_loop = Mutant
