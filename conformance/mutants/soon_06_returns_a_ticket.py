"""call_soon returns an object that can do what a handle can, and is none."""

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "SOON-06"


class Ticket:
    def __init__(self, handle: Any) -> None:
        self.cancel = handle.cancel
        self.cancelled = handle.cancelled
        self.get_context = handle.get_context


class Mutant(ReferenceLoop):
    def call_soon(self, callback: Any, *args: Any, context: Any = None) -> Any:
        return Ticket(super().call_soon(callback, *args, context=context))


new_event_loop = Mutant
