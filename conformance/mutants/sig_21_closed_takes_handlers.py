"""A closed loop takes signal handlers, and never calls them."""

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "SIG-21"


class Mutant(ReferenceLoop):
    def add_signal_handler(self, sig: Any, callback: Any, *args: Any) -> None:
        if not self.is_closed():
            super().add_signal_handler(sig, callback, *args)


new_event_loop = Mutant
