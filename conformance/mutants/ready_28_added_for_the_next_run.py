"""The first reader of a descriptor, added while the loop runs, is served from the next run on."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.core import Callback, Ts
from reference_loop.poller import FileDescriptorLike, descriptor

BREAKS = "READY-28"


class Mutant(ReferenceLoop):
    late: tuple[Any, ...] = ()

    def add_reader(self, fd: FileDescriptorLike, callback: Callback[*Ts], *args: *Ts) -> None:
        if self.is_running() and descriptor(fd) not in self._descriptors._handles:
            self.late = (*self.late, (fd, callback, args))
        else:
            super().add_reader(fd, callback, *args)

    def run_forever(self) -> None:
        for fd, callback, args in self.late:
            self.add_reader(fd, callback, *args)
        super().run_forever()


new_event_loop = Mutant
