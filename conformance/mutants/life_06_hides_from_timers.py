"""While a timer is called, no loop is the running one."""

from typing import Any

from reference_loop import ReferenceLoop, seams
from reference_loop.handles import TimerHandle

BREAKS = "LIFE-06"


class Hidden(TimerHandle):
    def _run(self) -> None:
        loop: Any = self._loop
        seams.set_running_loop(None)
        try:
            super()._run()
        finally:
            seams.set_running_loop(loop)


class Mutant(ReferenceLoop):
    timer_handle_type = Hidden


new_event_loop = Mutant
