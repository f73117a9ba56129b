"""Removing one direction of a descriptor removes the other, too."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.poller import Descriptors

BREAKS = "READY-11"


class Thorough(Descriptors):
    def remove(self, fd: int, interest: int) -> bool:
        there = interest in self._handles.get(fd, {})
        for one in tuple(self._handles.get(fd, {})):
            super().remove(fd, one)
        return there


class Mutant(ReferenceLoop):
    descriptors_type = Thorough


new_event_loop = Mutant
