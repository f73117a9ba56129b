"""A generator that is the only open one at the end of a run is held for ever."""

from reference_loop import ReferenceLoop
from reference_loop.hooks import AnyAsyncGenerator, Hooks

BREAKS = "AGEN-13"


class Holding(Hooks):
    held: tuple[AnyAsyncGenerator, ...] = ()

    def restore(self) -> None:
        super().restore()
        if len(self._alive) == 1:
            self.held = tuple(self._alive)


class Mutant(ReferenceLoop):
    hooks_type = Holding


new_event_loop = Mutant
