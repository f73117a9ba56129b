"""The rest of the callback that calls stop() is skipped, and nothing tells of it."""

from reference_loop import ReferenceLoop
from reference_loop.handles import Handle

BREAKS = "STOP-07"


class Leave(BaseException):
    """What stop() raises."""


class Quiet(Handle):
    def _report(self, error: BaseException) -> None:
        if not isinstance(error, Leave):
            super()._report(error)


class Mutant(ReferenceLoop):
    handle_type = Quiet

    def stop(self) -> None:
        super().stop()
        if self.is_running():
            raise Leave


new_event_loop = Mutant
