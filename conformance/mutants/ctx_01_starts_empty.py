"""call_soon without a context runs the callback in an empty one."""

from contextvars import Context
from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "CTX-01"


class Mutant(ReferenceLoop):
    def call_soon(self, callback: Any, *args: Any, context: Any = None) -> Any:
        return super().call_soon(callback, *args, context=context or Context())


new_event_loop = Mutant
