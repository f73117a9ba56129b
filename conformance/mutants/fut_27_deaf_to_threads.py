"""What another thread schedules is dropped."""

from __future__ import annotations

import threading
from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "FUT-27"


class Mutant(ReferenceLoop):
    def call_soon_threadsafe(self, callback: Any, *args: Any, context: Any = None) -> Any:
        handle = super().call_soon_threadsafe(callback, *args, context=context)
        if threading.current_thread() is not threading.main_thread():
            handle.cancel()
        return handle


new_event_loop = Mutant
