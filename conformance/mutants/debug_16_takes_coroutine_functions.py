"""In debug mode call_soon() takes a coroutine function."""

from __future__ import annotations

import inspect
from contextvars import Context

from reference_loop import ReferenceLoop
from reference_loop.core import Callback, Ts
from reference_loop.handles import Handle

BREAKS = "DEBUG-16"


class Mutant(ReferenceLoop):
    def call_soon(self, callback: Callback[*Ts], *args: *Ts, context: Context | None = None) -> Handle:
        if inspect.iscoroutinefunction(callback):
            return super().call_soon(lambda: callback(*args).close(), context=context)
        return super().call_soon(callback, *args, context=context)


new_event_loop = Mutant
