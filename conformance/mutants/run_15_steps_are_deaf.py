"""While a callback or a step of a task runs, SIGINT is held back."""

from __future__ import annotations

import signal

from reference_loop import ReferenceLoop
from reference_loop.turn import Turn

BREAKS = "RUN-15"


class Deaf(Turn):
    def run_ready(self) -> None:
        former = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            super().run_ready()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, former)


class Mutant(ReferenceLoop):
    turn_type = Deaf


new_event_loop = Mutant
