"""In debug mode call_soon_threadsafe() refuses foreign threads, too."""

from __future__ import annotations

from contextvars import Context

from reference_loop import ReferenceLoop
from reference_loop.core import Callback, Ts
from reference_loop.handles import Handle

BREAKS = "DEBUG-21"


class Mutant(ReferenceLoop):
    def call_soon_threadsafe(
        self, callback: Callback[*Ts], *args: *Ts, context: Context | None = None
    ) -> Handle:
        if self.get_debug():
            self._check_thread()
        return super().call_soon_threadsafe(callback, *args, context=context)


new_event_loop = Mutant
