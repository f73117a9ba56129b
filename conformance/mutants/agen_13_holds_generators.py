"""The loop holds every generator that was ever begun."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.hooks import AnyAsyncGenerator, Hooks

BREAKS = "AGEN-13"


class Collecting(Hooks):
    begun: list[Any]

    def _first_iteration(self, generator: AnyAsyncGenerator) -> None:
        super()._first_iteration(generator)
        self.begun = [*getattr(self, "begun", []), generator]


class Mutant(ReferenceLoop):
    hooks_type = Collecting


new_event_loop = Mutant
