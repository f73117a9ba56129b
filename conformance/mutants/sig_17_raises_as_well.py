"""SIGINT raises KeyboardInterrupt, whether it has a handler or not."""

import signal
from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "SIG-17"


class Mutant(ReferenceLoop):
    def add_signal_handler(self, sig: Any, callback: Any, *args: Any) -> None:
        super().add_signal_handler(sig, callback, *args)
        if sig == signal.SIGINT:
            signal.signal(sig, signal.default_int_handler)


new_event_loop = Mutant
