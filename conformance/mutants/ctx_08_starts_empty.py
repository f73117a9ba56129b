"""call_at without a context runs the callback in an empty one."""

from contextvars import Context
from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "CTX-08"


class Mutant(ReferenceLoop):
    def call_at(self, when: Any, callback: Any, *args: Any, context: Any = None) -> Any:
        return super().call_at(when, callback, *args, context=context or Context())

    def call_later(self, delay: Any, callback: Any, *args: Any, context: Any = None) -> Any:
        return super().call_at(self.time() + delay, callback, *args, context=context)


new_event_loop = Mutant
