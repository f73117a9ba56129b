"""A handler for SIGKILL or SIGSTOP is accepted, and never called."""

import signal
from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "SIG-05"


class Mutant(ReferenceLoop):
    def add_signal_handler(self, sig: Any, callback: Any, *args: Any) -> None:
        if sig not in (signal.SIGKILL, signal.SIGSTOP):
            super().add_signal_handler(sig, callback, *args)


new_event_loop = Mutant
