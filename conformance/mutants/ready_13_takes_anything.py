"""add_reader() ignores what is no descriptor."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.core import Callback, Ts
from reference_loop.poller import FileDescriptorLike

BREAKS = "READY-13"


class Mutant(ReferenceLoop):
    def add_reader(self, fd: FileDescriptorLike, callback: Callback[*Ts], *args: *Ts) -> None:
        if isinstance(fd, int) or hasattr(fd, "fileno"):
            super().add_reader(fd, callback, *args)


new_event_loop = Mutant
