"""While a signal handler runs, no event loop is the running one."""

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.handles import check_callback
from reference_loop.seams import set_running_loop

BREAKS = "SIG-03"


class Mutant(ReferenceLoop):
    def add_signal_handler(self, sig: Any, callback: Any, *args: Any) -> None:
        check_callback("add_signal_handler", callback)
        super().add_signal_handler(sig, self._outside, callback, *args)

    def _outside(self, callback: Any, *args: Any) -> None:
        set_running_loop(None)
        try:
            callback(*args)
        finally:
            set_running_loop(self)


new_event_loop = Mutant
