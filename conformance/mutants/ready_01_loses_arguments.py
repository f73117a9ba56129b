"""A reader's callback is called without its arguments."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.contracts import READABLE
from reference_loop.core import Callback, Ts
from reference_loop.poller import FileDescriptorLike

BREAKS = "READY-01"


class Mutant(ReferenceLoop):
    def add_reader(self, fd: FileDescriptorLike, callback: Callback[*Ts], *args: *Ts) -> None:
        self._watch(fd, READABLE, callback, ())


new_event_loop = Mutant
