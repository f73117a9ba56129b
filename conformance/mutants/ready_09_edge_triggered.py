"""Readiness is told once, when it comes, and not while it lasts."""

from __future__ import annotations

import select

from reference_loop import ReferenceLoop
from reference_loop.poller import EpollPoller

BREAKS = "READY-09"


class Edge(EpollPoller):
    def watch(self, fd: int, interest: int) -> None:
        super().watch(fd, interest)
        if interest:
            mask = (select.EPOLLIN * (interest & 1)) | (select.EPOLLOUT * (interest >> 1))
            self._epoll.modify(fd, mask | select.EPOLLET)


class Mutant(ReferenceLoop):
    poller_type = Edge


new_event_loop = Mutant
