"""run_forever returns by itself after fifty callbacks when no timer is set."""

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.handles import Handle

BREAKS = "LIFE-04"


class Counted(Handle):
    def _run(self) -> None:
        super()._run()
        loop: Any = self._loop
        loop.count()


class Mutant(ReferenceLoop):
    handle_type = Counted
    _called = 0

    def count(self) -> None:
        self._called += 1
        if self._called == 50 and not self._timers:
            self.stop()

    def _begin(self) -> None:
        super()._begin()
        self._called = 0


new_event_loop = Mutant
