"""remove_writer() returns None."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.poller import FileDescriptorLike

BREAKS = "READY-04"


class Mutant(ReferenceLoop):
    def remove_writer(self, fd: FileDescriptorLike) -> Any:
        super().remove_writer(fd)


new_event_loop = Mutant
