"""A signal is answered when the loop happens to be awake."""

import signal
from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "SIG-18"


class Mutant(ReferenceLoop):
    def add_signal_handler(self, sig: Any, callback: Any, *args: Any) -> None:
        try:
            super().add_signal_handler(sig, callback, *args)
        finally:
            signal.set_wakeup_fd(-1)
        signal.signal(sig, lambda number, _frame: self.call_soon(self._answer, number))

    def _answer(self, number: int) -> None:
        for handle in self._signals.handlers(bytes([number])):
            handle._run()


new_event_loop = Mutant
