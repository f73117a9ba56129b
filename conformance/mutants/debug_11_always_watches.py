"""Slow callbacks are logged outside debug mode, too."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.failures import SlowCallbacks

BREAKS = "DEBUG-11"


class Mutant(ReferenceLoop):
    def set_debug(self, enabled: bool) -> None:
        super().set_debug(enabled)
        self._turn.observer = SlowCallbacks(self, self._failures)


new_event_loop = Mutant
