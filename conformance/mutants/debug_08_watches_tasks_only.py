"""A slow callback is not logged; only a slow step of a task is."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.contracts import Runnable
from reference_loop.failures import SlowCallbacks
from reference_loop.handles import Handle

BREAKS = "DEBUG-08"


class TasksOnly(SlowCallbacks):
    def after(self, entry: Runnable) -> None:
        if not isinstance(entry, Handle):
            super().after(entry)


class Mutant(ReferenceLoop):
    def set_debug(self, enabled: bool) -> None:
        super().set_debug(enabled)
        self._turn.observer = TasksOnly(self, self._failures) if enabled else None


new_event_loop = Mutant
