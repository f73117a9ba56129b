"""remove_writer() says that it removed the writer, and does not."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.contracts import WRITABLE
from reference_loop.poller import FileDescriptorLike

BREAKS = "READY-06"


class Mutant(ReferenceLoop):
    def remove_writer(self, fd: FileDescriptorLike) -> bool:
        return WRITABLE in self._descriptors._handles.get(fd if isinstance(fd, int) else fd.fileno(), {})


new_event_loop = Mutant
