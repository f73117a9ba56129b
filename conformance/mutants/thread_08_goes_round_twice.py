"""call_soon_threadsafe in the loop's own thread takes a turn longer than call_soon."""

import threading
from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "THREAD-08"


class Mutant(ReferenceLoop):
    def call_soon_threadsafe(self, callback: Any, *args: Any, context: Any = None) -> Any:
        if self.is_running() and self._thread == threading.get_ident():
            return self.call_soon(super().call_soon_threadsafe, callback, *args)
        return super().call_soon_threadsafe(callback, *args, context=context)


new_event_loop = Mutant
