"""Callbacks of descriptors run in an empty context."""

from contextvars import Context
from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "CTX-16"


class Mutant(ReferenceLoop):
    def _watch(self, fd: Any, interest: int, callback: Any, args: Any) -> Any:
        return Context().run(super()._watch, fd, interest, callback, args)


new_event_loop = Mutant
