"""A generator collected half way in the thread of the loop, while it runs, is not closed."""

from __future__ import annotations

import asyncio

from reference_loop import ReferenceLoop
from reference_loop.hooks import AnyAsyncGenerator, Hooks

BREAKS = "AGEN-04"


class Careless(Hooks):
    def _dropped(self, generator: AnyAsyncGenerator) -> None:
        if asyncio._get_running_loop() is None:
            super()._dropped(generator)


class Mutant(ReferenceLoop):
    hooks_type = Careless


new_event_loop = Mutant
