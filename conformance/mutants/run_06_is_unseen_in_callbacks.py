"""While a plain callback is called, the thread does not know of the loop."""

from typing import Any

from reference_loop import ReferenceLoop, seams
from reference_loop.handles import Handle

BREAKS = "RUN-06"


class Hidden(Handle):
    def _run(self) -> None:
        loop: Any = self._loop
        seams.set_running_loop(None)
        try:
            super()._run()
        finally:
            seams.set_running_loop(loop)


class Mutant(ReferenceLoop):
    handle_type = Hidden


new_event_loop = Mutant
