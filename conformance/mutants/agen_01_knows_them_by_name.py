"""Of the open generators that one function made, shutdown_asyncgens() closes the last."""

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.hooks import Hooks

BREAKS = "AGEN-01"


class Names(Hooks):
    def _first_iteration(self, generator: Any) -> None:
        known: list[Any] = list(self._alive)
        for other in known:
            if other.__name__ == generator.__name__:
                self._alive.discard(other)
        super()._first_iteration(generator)


class Mutant(ReferenceLoop):
    hooks_type = Names


new_event_loop = Mutant
