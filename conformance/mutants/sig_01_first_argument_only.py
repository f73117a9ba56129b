"""A signal handler is called with the first of its arguments only."""

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "SIG-01"


class Mutant(ReferenceLoop):
    def add_signal_handler(self, sig: Any, callback: Any, *args: Any) -> None:
        super().add_signal_handler(sig, callback, *args[:1])


new_event_loop = Mutant
