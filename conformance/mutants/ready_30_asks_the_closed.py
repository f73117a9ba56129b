"""What was closed while it was watched is asked for its number, which it no longer has."""

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.poller import descriptor

BREAKS = "READY-30"


class Mutant(ReferenceLoop):
    def remove_reader(self, fd: Any) -> bool:
        return super().remove_reader(descriptor(fd))

    def remove_writer(self, fd: Any) -> bool:
        return super().remove_writer(descriptor(fd))


new_event_loop = Mutant
