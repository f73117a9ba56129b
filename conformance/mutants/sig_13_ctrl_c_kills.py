"""Once its handler is removed, SIGINT ends the process at once."""

import signal

from reference_loop import ReferenceLoop

BREAKS = "SIG-13"


class Mutant(ReferenceLoop):
    def remove_signal_handler(self, sig: int) -> bool:
        removed = super().remove_signal_handler(sig)
        if removed and sig == signal.SIGINT:
            signal.signal(sig, signal.SIG_DFL)
        return removed


new_event_loop = Mutant
