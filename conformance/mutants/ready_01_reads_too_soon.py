"""A reader is called once, early, when there is nothing to read."""

from __future__ import annotations

import select

from reference_loop import ReferenceLoop
from reference_loop.core import Callback, Ts
from reference_loop.poller import FileDescriptorLike

BREAKS = "READY-01"


class Mutant(ReferenceLoop):
    def add_reader(self, fd: FileDescriptorLike, callback: Callback[*Ts], *args: *Ts) -> None:
        super().add_reader(fd, callback, *args)
        if not select.select([fd], [], [], 0)[0]:
            self.call_soon(callback, *args)


new_event_loop = Mutant
