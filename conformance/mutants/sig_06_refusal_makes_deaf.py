"""After a handler was refused, no signal reaches the loop."""

import asyncio
import signal

from reference_loop import ReferenceLoop
from reference_loop.signals import Signals

BREAKS = "SIG-06"


class Deaf(Signals):
    def add(self, number: int, handle: asyncio.Handle) -> None:
        try:
            super().add(number, handle)
        except RuntimeError:
            signal.set_wakeup_fd(-1)
            raise


class Mutant(ReferenceLoop):
    signals_type = Deaf


new_event_loop = Mutant
