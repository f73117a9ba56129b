"""A signal may be given by its name."""

import signal
from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "SIG-07"


class Mutant(ReferenceLoop):
    def add_signal_handler(self, sig: Any, callback: Any, *args: Any) -> None:
        super().add_signal_handler(getattr(signal, str(sig), sig), callback, *args)


new_event_loop = Mutant
