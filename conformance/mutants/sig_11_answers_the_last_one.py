"""A signal that arrived before its handler was removed is still answered."""

import asyncio
from collections.abc import Iterator

from reference_loop import ReferenceLoop
from reference_loop.signals import Signals

BREAKS = "SIG-11"


class Late(Signals):
    def __init__(self, wakeup_fd: int) -> None:
        super().__init__(wakeup_fd)
        self._removed: dict[int, asyncio.Handle] = {}

    def remove(self, number: int) -> bool:
        if number in self._handles:
            self._removed[number] = self._handles[number]
        return super().remove(number)

    def handlers(self, numbers: bytes) -> Iterator[asyncio.Handle]:
        yield from super().handlers(numbers)
        yield from (self._removed[n] for n in numbers if n in self._removed and n not in self._handles)


class Mutant(ReferenceLoop):
    signals_type = Late


new_event_loop = Mutant
