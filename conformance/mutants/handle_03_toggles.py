"""A second cancel() takes the first one back."""

from reference_loop import ReferenceLoop
from reference_loop.handles import Handle

BREAKS = "HANDLE-03"


class Toggle(Handle):
    def cancel(self) -> None:
        self._cancelled = not self._cancelled


class Mutant(ReferenceLoop):
    handle_type = Toggle


new_event_loop = Mutant
