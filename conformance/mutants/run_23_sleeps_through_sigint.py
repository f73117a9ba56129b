"""call_soon_threadsafe() does not wake the loop when called in its own thread, as a signal handler does."""

from __future__ import annotations

import threading
from contextvars import Context

from reference_loop import ReferenceLoop
from reference_loop.core import Callback, Ts
from reference_loop.handles import Handle

BREAKS = "RUN-23"


class Mutant(ReferenceLoop):
    def call_soon_threadsafe(
        self, callback: Callback[*Ts], *args: *Ts, context: Context | None = None
    ) -> Handle:
        if self._thread == threading.get_ident():
            return self.call_soon(callback, *args, context=context)
        return super().call_soon_threadsafe(callback, *args, context=context)


new_event_loop = Mutant
