"""A writer is called once before anyone has looked whether there is room."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.loop import Callback, Ts
from reference_loop.poller import FileDescriptorLike

BREAKS = "READY-02"


class Mutant(ReferenceLoop):
    def add_writer(self, fd: FileDescriptorLike, callback: Callback[*Ts], *args: *Ts) -> None:
        super().add_writer(fd, callback, *args)
        self.call_soon(callback, *args)


new_event_loop = Mutant
