"""call_soon() refuses a foreign thread only when debug mode was set in the run."""

import threading
from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "DEBUG-05"


class Mutant(ReferenceLoop):
    _set_in_run = False

    def set_debug(self, enabled: bool) -> None:
        super().set_debug(enabled)
        self._set_in_run = getattr(self, "_thread", None) is not None

    def call_soon(self, callback: Any, *args: Any, context: Any = None) -> Any:
        if self._thread not in (None, threading.get_ident()) and not self._set_in_run:
            return self.call_soon_threadsafe(callback, *args, context=context)
        return super().call_soon(callback, *args, context=context)


new_event_loop = Mutant
