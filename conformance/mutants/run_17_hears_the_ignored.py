"""A run in a process that ignores SIGINT makes it listen."""

from __future__ import annotations

import signal

from reference_loop import ReferenceLoop

BREAKS = "RUN-17"


class Mutant(ReferenceLoop):
    def _begin(self) -> None:
        super()._begin()
        if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
            signal.signal(signal.SIGINT, signal.default_int_handler)


new_event_loop = Mutant
