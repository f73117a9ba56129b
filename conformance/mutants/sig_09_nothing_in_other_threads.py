"""Outside the main thread, adding a signal handler does nothing, silently."""

import threading
from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "SIG-09"


class Mutant(ReferenceLoop):
    def add_signal_handler(self, sig: Any, callback: Any, *args: Any) -> None:
        if threading.current_thread() is threading.main_thread():
            super().add_signal_handler(sig, callback, *args)


new_event_loop = Mutant
