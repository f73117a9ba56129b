"""An exception that leaves a signal handler is dropped."""

import contextlib
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.handles import check_callback

BREAKS = "SIG-19"


class Mutant(ReferenceLoop):
    def add_signal_handler(self, sig: Any, callback: Any, *args: Any) -> None:
        check_callback("add_signal_handler", callback)
        super().add_signal_handler(sig, self._quietly, callback, *args)

    def _quietly(self, callback: Any, *args: Any) -> None:
        with contextlib.suppress(Exception):
            callback(*args)


new_event_loop = Mutant
