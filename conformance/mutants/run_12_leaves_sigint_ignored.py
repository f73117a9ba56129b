"""After a run SIGINT is ignored."""

from __future__ import annotations

import signal
import threading

from reference_loop import ReferenceLoop

BREAKS = "RUN-12"


class Mutant(ReferenceLoop):
    def _end(self) -> None:
        super()._end()
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGINT, signal.SIG_IGN)


new_event_loop = Mutant
