"""set_debug() in a running loop leaves the origin tracking as it is."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.failures import SlowCallbacks

BREAKS = "DEBUG-18"


class Mutant(ReferenceLoop):
    def set_debug(self, enabled: bool) -> None:
        if getattr(self, "_thread", None) is None:
            super().set_debug(enabled)
        else:
            self._debug = enabled
            self._turn.observer = SlowCallbacks(self, self._failures) if enabled else None


new_event_loop = Mutant
