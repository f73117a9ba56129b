"""While the loop runs, SIGINT raises KeyboardInterrupt, whatever handler the user set."""

from __future__ import annotations

import functools
import signal
import threading
from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "RUN-16"


class Mutant(ReferenceLoop):
    theirs: Any = None

    def _begin(self) -> None:
        super()._begin()
        if threading.current_thread() is threading.main_thread():
            self.theirs = signal.getsignal(signal.SIGINT)
            if not isinstance(self.theirs, functools.partial):
                signal.signal(signal.SIGINT, signal.default_int_handler)

    def _end(self) -> None:
        if self.theirs is not None:
            signal.signal(signal.SIGINT, self.theirs)
        super()._end()


new_event_loop = Mutant
