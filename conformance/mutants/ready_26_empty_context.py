"""Readers and writers are called in an empty context."""

from __future__ import annotations

import asyncio
from contextvars import Context

from reference_loop import ReferenceLoop
from reference_loop.handles import Handle
from reference_loop.poller import Descriptors

BREAKS = "READY-26"


class Bare(Descriptors):
    def add(self, fd: int, interest: int, handle: asyncio.Handle) -> None:
        if isinstance(handle, Handle):
            handle._context = Context()
        super().add(fd, interest, handle)


class Mutant(ReferenceLoop):
    descriptors_type = Bare


new_event_loop = Mutant
