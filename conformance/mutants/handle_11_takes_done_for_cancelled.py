"""cancelled() is true once the callback has run."""

from reference_loop import ReferenceLoop
from reference_loop.handles import Handle

BREAKS = "HANDLE-11"


class Confused(Handle):
    def _run(self) -> None:
        super()._run()
        self._cancelled = True


class Mutant(ReferenceLoop):
    handle_type = Confused


new_event_loop = Mutant
