"""cancelled() is false for ever."""

from reference_loop import ReferenceLoop
from reference_loop.handles import Handle

BREAKS = "HANDLE-02"


class Silent(Handle):
    def cancelled(self) -> bool:
        return False


class Mutant(ReferenceLoop):
    handle_type = Silent


new_event_loop = Mutant
