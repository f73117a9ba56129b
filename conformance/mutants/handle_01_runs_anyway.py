"""A cancelled handle says that it is cancelled, and runs."""

from reference_loop import ReferenceLoop
from reference_loop.handles import Handle

BREAKS = "HANDLE-01"


class Stubborn(Handle):
    def cancel(self) -> None:
        self._cancelled = True

    def _run(self) -> None:
        self._cancelled, said = False, self._cancelled
        super()._run()
        self._cancelled = said


class Mutant(ReferenceLoop):
    handle_type = Stubborn


new_event_loop = Mutant
