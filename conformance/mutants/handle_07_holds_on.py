"""A cancelled handle keeps its callback and arguments until its turn."""

from reference_loop import ReferenceLoop
from reference_loop.handles import Handle

BREAKS = "HANDLE-07"


class Holding(Handle):
    def cancel(self) -> None:
        self._cancelled = True


class Mutant(ReferenceLoop):
    handle_type = Holding


new_event_loop = Mutant
