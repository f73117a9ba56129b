"""A writer is called once, early, when there is no room."""

from __future__ import annotations

import select

from reference_loop import ReferenceLoop
from reference_loop.core import Callback, Ts
from reference_loop.poller import FileDescriptorLike

BREAKS = "READY-02"


class Mutant(ReferenceLoop):
    def add_writer(self, fd: FileDescriptorLike, callback: Callback[*Ts], *args: *Ts) -> None:
        super().add_writer(fd, callback, *args)
        if not select.select([], [fd], [], 0)[1]:
            self.call_soon(callback, *args)


new_event_loop = Mutant
