"""A descriptor whose peer is gone is not readable unless there is data: the end of a pipe goes unnoticed."""

import select

from reference_loop import ReferenceLoop
from reference_loop.contracts import READABLE, WRITABLE
from reference_loop.poller import EpollPoller

BREAKS = "READY-15"


class Deaf(EpollPoller):
    def _ready(self, event: int) -> int:
        return (READABLE if event & select.EPOLLIN else 0) | (WRITABLE if event & select.EPOLLOUT else 0)


class Mutant(ReferenceLoop):
    poller_type = Deaf


new_event_loop = Mutant
