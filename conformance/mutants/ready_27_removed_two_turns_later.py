"""Removed by its own callback, a reader is called once more."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.poller import FileDescriptorLike

BREAKS = "READY-27"


class Mutant(ReferenceLoop):
    def remove_reader(self, fd: FileDescriptorLike) -> bool:
        if not self.is_running():
            return super().remove_reader(fd)
        remove = super().remove_reader
        self.call_soon(lambda: self.call_soon(remove, fd))
        return True


new_event_loop = Mutant
