"""get_context() is a copy of the context in which the callback runs."""

from contextvars import Context

from reference_loop import ReferenceLoop
from reference_loop.handles import Handle

BREAKS = "HANDLE-09"


class Copying(Handle):
    def get_context(self) -> Context:
        return self._context.copy()


class Mutant(ReferenceLoop):
    handle_type = Copying


new_event_loop = Mutant
