"""Where a descriptor is asked for, objects with fileno() are refused."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.core import Callback, Ts
from reference_loop.poller import FileDescriptorLike

BREAKS = "READY-12"


class Mutant(ReferenceLoop):
    def add_reader(self, fd: FileDescriptorLike, callback: Callback[*Ts], *args: *Ts) -> None:
        if not isinstance(fd, int):
            raise ValueError(f"expected a number, got {fd!r}")
        super().add_reader(fd, callback, *args)


new_event_loop = Mutant
