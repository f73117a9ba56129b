"""close() of a closed loop raises RuntimeError."""

from reference_loop import ReferenceLoop

BREAKS = "CLOSE-03"


class Mutant(ReferenceLoop):
    _closed_twice = False

    def close(self) -> None:
        if self.is_closed() and not self._closed_twice:
            self._closed_twice = True
            raise RuntimeError("already closed")
        super().close()


new_event_loop = Mutant
