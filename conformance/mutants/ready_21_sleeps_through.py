"""While a timer is pending, the loop sleeps until its deadline and only then looks at descriptors."""

from __future__ import annotations

import time

from reference_loop import ReferenceLoop
from reference_loop.turn import Events, Turn

BREAKS = "READY-21"


class Sound(Turn):
    def wait(self, timeout: float | None) -> Events:
        if timeout:
            time.sleep(min(timeout, 15))
            timeout = 0
        return super().wait(timeout)


class Mutant(ReferenceLoop):
    turn_type = Sound


new_event_loop = Mutant
