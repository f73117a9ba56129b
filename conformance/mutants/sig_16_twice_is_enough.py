"""A signal handler is called twice at most."""

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "SIG-16"


class Mutant(ReferenceLoop):
    def add_signal_handler(self, sig: Any, callback: Any, *args: Any) -> None:
        calls = iter((callback, callback))
        super().add_signal_handler(sig, lambda: next(calls, lambda *_args: None)(*args))


new_event_loop = Mutant
