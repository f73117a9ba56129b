"""cancel() of an executed handle schedules it anew."""

from reference_loop import ReferenceLoop
from reference_loop.handles import Handle

BREAKS = "HANDLE-04"


class Undead(Handle):
    __slots__ = ("_executed",)

    def _run(self) -> None:
        super()._run()
        self._executed = True

    def cancel(self) -> None:
        if getattr(self, "_executed", False):
            self._loop._enqueue(self)
        else:
            super().cancel()


class Mutant(ReferenceLoop):
    handle_type = Undead


new_event_loop = Mutant
