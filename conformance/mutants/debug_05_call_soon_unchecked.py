"""In debug mode call_soon() helps a foreign thread instead of refusing it."""

from __future__ import annotations

import threading
from contextvars import Context

from reference_loop import ReferenceLoop
from reference_loop.core import Callback, Ts
from reference_loop.handles import Handle

BREAKS = "DEBUG-05"


class Mutant(ReferenceLoop):
    def call_soon(self, callback: Callback[*Ts], *args: *Ts, context: Context | None = None) -> Handle:
        if self._thread not in (None, threading.get_ident()):
            return self.call_soon_threadsafe(callback, *args, context=context)
        return super().call_soon(callback, *args, context=context)


new_event_loop = Mutant
