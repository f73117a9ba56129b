"""All callbacks without a context share the copy that was made first."""

from contextvars import Context, copy_context
from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "CTX-02"


class Mutant(ReferenceLoop):
    _shared: Context | None = None

    def call_soon(self, callback: Any, *args: Any, context: Any = None) -> Any:
        self._shared = self._shared or copy_context()
        return super().call_soon(callback, *args, context=context or self._shared)


new_event_loop = Mutant
