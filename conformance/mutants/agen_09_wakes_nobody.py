"""A generator dropped by another thread is closed when the loop happens to wake."""

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.hooks import Hooks

BREAKS = "AGEN-09"
AFTER = "https://github.com/python/asyncio/pull/447"


class Quiet(Hooks):
    def _dropped(self, generator: Any) -> None:
        self._alive.discard(generator)
        if not self._loop.is_closed():
            self._loop.call_soon(self._loop.create_task, generator.aclose())


class Mutant(ReferenceLoop):
    hooks_type = Quiet


new_event_loop = Mutant
