"""remove_reader() says True though there was no reader."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.poller import FileDescriptorLike

BREAKS = "READY-03"


class Mutant(ReferenceLoop):
    def remove_reader(self, fd: FileDescriptorLike) -> bool:
        super().remove_reader(fd)
        return True


new_event_loop = Mutant
