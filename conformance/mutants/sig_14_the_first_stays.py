"""A second handler for a signal is ignored."""

import asyncio

from reference_loop import ReferenceLoop
from reference_loop.signals import Signals

BREAKS = "SIG-14"


class Loyal(Signals):
    def add(self, number: int, handle: asyncio.Handle) -> None:
        if number not in self._handles:
            super().add(number, handle)


class Mutant(ReferenceLoop):
    signals_type = Loyal


new_event_loop = Mutant
