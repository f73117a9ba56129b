"""Signals that arrived together are answered in the order of their numbers."""

import asyncio
from collections.abc import Iterator

from reference_loop import ReferenceLoop
from reference_loop.signals import Signals

BREAKS = "SIG-23"


class Sorted(Signals):
    def handlers(self, numbers: bytes) -> Iterator[asyncio.Handle]:
        yield from super().handlers(bytes(sorted(numbers)))


class Mutant(ReferenceLoop):
    signals_type = Sorted


new_event_loop = Mutant
