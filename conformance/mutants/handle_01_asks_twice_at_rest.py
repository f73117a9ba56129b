"""While the loop rests, it takes a second cancel() to keep a callback from being called."""

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.handles import Handle

BREAKS = "HANDLE-01"


class Doubting(Handle):
    def cancel(self) -> None:
        loop: Any = self._loop
        if self._cancelled or loop.is_running():
            super().cancel()
            self._callback = None
        else:
            self._cancelled = True

    def _run(self) -> None:
        self._cancelled, said = self._callback is None, self._cancelled
        super()._run()
        self._cancelled = said


class Mutant(ReferenceLoop):
    handle_type = Doubting


new_event_loop = Mutant
