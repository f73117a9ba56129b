"""Removing a descriptor that was closed first raises OSError."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.poller import EpollPoller

BREAKS = "READY-25"


class Exact(EpollPoller):
    def _forget(self, fd: int) -> None:
        self._epoll.unregister(fd)


class Mutant(ReferenceLoop):
    poller_type = Exact


new_event_loop = Mutant
