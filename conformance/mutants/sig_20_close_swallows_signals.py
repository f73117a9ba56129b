"""After close(), the signals that had handlers do nothing at all."""

import signal

from reference_loop import ReferenceLoop
from reference_loop.signals import Signals

BREAKS = "SIG-20"


class Greedy(Signals):
    def close(self) -> None:
        if self._handles:
            self._handles.clear()
            signal.set_wakeup_fd(-1)


class Mutant(ReferenceLoop):
    signals_type = Greedy


new_event_loop = Mutant
