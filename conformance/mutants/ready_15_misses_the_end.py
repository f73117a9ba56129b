"""A descriptor whose peer has closed does not count as readable."""

from __future__ import annotations

import select

from reference_loop import ReferenceLoop
from reference_loop.poller import EpollPoller

BREAKS = "READY-15"


class Hopeful(EpollPoller):
    def _ready(self, event: int) -> int:
        return 0 if event & select.EPOLLHUP else super()._ready(event)


class Mutant(ReferenceLoop):
    poller_type = Hopeful


new_event_loop = Mutant
