"""A signal handler is called twice at most."""

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.handles import check_callback

BREAKS = "SIG-16"


class Mutant(ReferenceLoop):
    def add_signal_handler(self, sig: Any, callback: Any, *args: Any) -> None:
        check_callback("add_signal_handler", callback)
        left = [callback, callback]

        def call() -> None:
            if left:
                left.pop()(*args)

        super().add_signal_handler(sig, call)


new_event_loop = Mutant
