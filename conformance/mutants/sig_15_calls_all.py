"""A signal that arrives alone calls the handlers of all signals."""

import asyncio
from collections.abc import Iterator

from reference_loop import ReferenceLoop
from reference_loop.signals import Signals

BREAKS = "SIG-15"


class Loud(Signals):
    def handlers(self, numbers: bytes) -> Iterator[asyncio.Handle]:
        yield from super().handlers(bytes(self._handles) if len(numbers) == 1 else numbers)


class Mutant(ReferenceLoop):
    signals_type = Loud


new_event_loop = Mutant
