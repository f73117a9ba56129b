"""A generator collected half way is not closed."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.hooks import AnyAsyncGenerator, Hooks

BREAKS = "AGEN-04"


class Careless(Hooks):
    def _dropped(self, generator: AnyAsyncGenerator) -> None:
        self._alive.discard(generator)


class Mutant(ReferenceLoop):
    hooks_type = Careless


new_event_loop = Mutant
