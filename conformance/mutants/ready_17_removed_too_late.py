"""Removing a reader does not reach its call that is already on the way."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.poller import Descriptors

BREAKS = "READY-17"


class Lazy(Descriptors):
    def remove(self, fd: int, interest: int) -> bool:
        handles = self._handles.get(fd, {})
        if handles.pop(interest, None) is None:
            return False
        self._poller.watch(fd, sum(handles))
        return True


class Mutant(ReferenceLoop):
    descriptors_type = Lazy


new_event_loop = Mutant
