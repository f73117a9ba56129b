"""call_soon_threadsafe without a context runs the callback in that of the loop's maker."""

from contextvars import copy_context
from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "CTX-09"


class Mutant(ReferenceLoop):
    def __init__(self) -> None:
        super().__init__()
        self._own = copy_context()

    def call_soon_threadsafe(self, callback: Any, *args: Any, context: Any = None) -> Any:
        return super().call_soon_threadsafe(callback, *args, context=context or self._own.copy())


new_event_loop = Mutant
