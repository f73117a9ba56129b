"""In debug mode every callback is logged as slow."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.contracts import Runnable
from reference_loop.failures import SlowCallbacks, log

BREAKS = "DEBUG-10"


class Alarmist(SlowCallbacks):
    def after(self, entry: Runnable) -> None:
        log.warning("Executing %s took a while", repr(entry))


class Mutant(ReferenceLoop):
    def set_debug(self, enabled: bool) -> None:
        super().set_debug(enabled)
        self._turn.observer = Alarmist(self, self._failures) if enabled else None


new_event_loop = Mutant
