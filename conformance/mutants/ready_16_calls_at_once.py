"""add_reader() of a running loop calls the callback itself when the descriptor is readable already."""

from __future__ import annotations

import select

from reference_loop import ReferenceLoop
from reference_loop.core import Callback, Ts
from reference_loop.poller import FileDescriptorLike

BREAKS = "READY-16"


class Mutant(ReferenceLoop):
    def add_reader(self, fd: FileDescriptorLike, callback: Callback[*Ts], *args: *Ts) -> None:
        super().add_reader(fd, callback, *args)
        if self.is_running() and select.select([fd], [], [], 0)[0]:
            callback(*args)


new_event_loop = Mutant
