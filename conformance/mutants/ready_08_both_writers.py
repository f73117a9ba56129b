"""A second add_writer() for a descriptor lets the first be called as well."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.core import Callback, Ts
from reference_loop.poller import FileDescriptorLike

BREAKS = "READY-08"


class Mutant(ReferenceLoop):
    calls: dict[int, list[Any]]

    def add_writer(self, fd: FileDescriptorLike, callback: Callback[*Ts], *args: *Ts) -> None:
        self.calls = getattr(self, "calls", {})
        known = self.calls.setdefault(fd if isinstance(fd, int) else fd.fileno(), [])
        known.append((callback, args))
        super().add_writer(fd, lambda: [one(*its) for one, its in known])


new_event_loop = Mutant
