"""A second add_reader() for a descriptor is ignored."""

from __future__ import annotations

import asyncio

from reference_loop import ReferenceLoop
from reference_loop.contracts import READABLE
from reference_loop.poller import Descriptors

BREAKS = "READY-07"


class Conservative(Descriptors):
    def add(self, fd: int, interest: int, handle: asyncio.Handle) -> None:
        if interest != READABLE or interest not in self._handles.get(fd, {}):
            super().add(fd, interest, handle)


class Mutant(ReferenceLoop):
    descriptors_type = Conservative


new_event_loop = Mutant
