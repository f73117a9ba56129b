"""Signal handlers run in an empty context."""

from contextvars import Context
from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "CTX-17"


class Mutant(ReferenceLoop):
    def add_signal_handler(self, sig: int, callback: Any, *args: Any) -> None:
        Context().run(super().add_signal_handler, sig, callback, *args)


new_event_loop = Mutant
