"""A descriptor has one callback: adding a writer takes the reader's place."""

from __future__ import annotations

import asyncio

from reference_loop import ReferenceLoop
from reference_loop.poller import Descriptors

BREAKS = "READY-10"


class Single(Descriptors):
    def add(self, fd: int, interest: int, handle: asyncio.Handle) -> None:
        for other in tuple(self._handles.get(fd, {})):
            self.remove(fd, other)
        super().add(fd, interest, handle)


class Mutant(ReferenceLoop):
    descriptors_type = Single


new_event_loop = Mutant
