"""A closed loop keeps what was pending."""

from reference_loop import ReferenceLoop

BREAKS = "CLOSE-11"


class Mutant(ReferenceLoop):
    def close(self) -> None:
        if not self.is_closed():
            self._left = [*self._ready, *self._timers._heap]
        super().close()


new_event_loop = Mutant
