"""Removing a handler gives the signal the action that it had before, not the default."""

import signal
from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "SIG-12"


class Mutant(ReferenceLoop):
    def add_signal_handler(self, sig: Any, callback: Any, *args: Any) -> None:
        former = signal.getsignal(sig) if sig in signal.valid_signals() else None
        super().add_signal_handler(sig, callback, *args)
        self.__dict__.setdefault("former", {})[sig] = former

    def remove_signal_handler(self, sig: int) -> bool:
        removed = super().remove_signal_handler(sig)
        if removed:
            signal.signal(sig, self.__dict__["former"][sig])
        return removed


new_event_loop = Mutant
