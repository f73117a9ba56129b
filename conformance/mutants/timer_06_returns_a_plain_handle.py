"""call_later and call_at return a ticket that knows no deadline."""

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "TIMER-06"


class Ticket:
    def __init__(self, handle: Any) -> None:
        self.cancel = handle.cancel
        self.cancelled = handle.cancelled


class Mutant(ReferenceLoop):
    def call_at(self, when: Any, callback: Any, *args: Any, context: Any = None) -> Any:
        return Ticket(super().call_at(when, callback, *args, context=context))


new_event_loop = Mutant
