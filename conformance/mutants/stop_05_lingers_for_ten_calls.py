"""When a run was stopped once, with no timer set, the next one ends by itself after ten callbacks."""

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.handles import Handle

BREAKS = "STOP-05"


class Counted(Handle):
    def _run(self) -> None:
        super()._run()
        loop: Any = self._loop
        loop.count()


class Mutant(ReferenceLoop):
    handle_type = Counted
    _stops = _left = 0

    def stop(self) -> None:
        self._stops += 2 if self._timers else 1
        super().stop()

    def count(self) -> None:
        self._left -= 1
        if self._left == 0:
            super().stop()

    def _end(self) -> None:
        super()._end()
        self._left, self._stops = 10 if self._stops == 1 else 0, 0


new_event_loop = Mutant
