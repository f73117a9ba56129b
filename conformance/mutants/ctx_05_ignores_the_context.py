"""call_at runs the callback in a copy of the current context, whatever is given."""

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "CTX-05"


class Mutant(ReferenceLoop):
    def call_at(self, when: Any, callback: Any, *args: Any, context: Any = None) -> Any:
        return super().call_at(when, callback, *args)

    def call_later(self, delay: Any, callback: Any, *args: Any, context: Any = None) -> Any:
        return super().call_at(self.time() + delay, callback, *args, context=context)


new_event_loop = Mutant
