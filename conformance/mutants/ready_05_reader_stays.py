"""remove_reader() says that it removed the reader, and does not."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.contracts import READABLE
from reference_loop.poller import FileDescriptorLike

BREAKS = "READY-05"


class Mutant(ReferenceLoop):
    def remove_reader(self, fd: FileDescriptorLike) -> bool:
        return READABLE in self._descriptors._handles.get(fd if isinstance(fd, int) else fd.fileno(), {})


new_event_loop = Mutant
