"""While a plain callback runs, no loop is the running one."""

from typing import Any, cast

from reference_loop import ReferenceLoop, seams
from reference_loop.handles import Handle

BREAKS = "LIFE-06"


class Hidden(Handle):
    def _run(self) -> None:
        seams.set_running_loop(None)
        try:
            super()._run()
        finally:
            seams.set_running_loop(cast(Any, self._loop))


class Mutant(ReferenceLoop):
    handle_type = Hidden


new_event_loop = Mutant
