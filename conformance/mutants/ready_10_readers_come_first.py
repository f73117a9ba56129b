"""The writer of a descriptor is not called while its reader can be."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from itertools import islice

from reference_loop import ReferenceLoop
from reference_loop.poller import Descriptors

BREAKS = "READY-10"


class OneAtATime(Descriptors):
    def ready(self, fd: int, interest: int) -> Iterator[asyncio.Handle]:
        return islice(super().ready(fd, interest), 1)


class Mutant(ReferenceLoop):
    descriptors_type = OneAtATime


new_event_loop = Mutant
