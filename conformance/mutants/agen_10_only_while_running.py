"""A generator dropped while the loop rests is not closed."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.hooks import AnyAsyncGenerator, Hooks

BREAKS = "AGEN-10"


class Sleepy(Hooks):
    def _dropped(self, generator: AnyAsyncGenerator) -> None:
        if self._loop.is_running():
            super()._dropped(generator)


class Mutant(ReferenceLoop):
    hooks_type = Sleepy


new_event_loop = Mutant
