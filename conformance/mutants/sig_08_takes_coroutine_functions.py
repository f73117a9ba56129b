"""A coroutine function is taken for a callback: called, it does nothing."""

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "SIG-08"


class Mutant(ReferenceLoop):
    def add_signal_handler(self, sig: Any, callback: Any, *args: Any) -> None:
        super().add_signal_handler(sig, lambda: callback(*args))


new_event_loop = Mutant
