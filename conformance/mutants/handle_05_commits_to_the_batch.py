"""What a turn has begun with is called, also when it is cancelled meanwhile."""

from functools import partial
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.handles import Handle
from reference_loop.turn import Turn

BREAKS = "HANDLE-05"


class Committed(Turn):
    def run_ready(self) -> None:
        batch = [self.ready.take() for _ in range(self.ready.cut())]
        for call in [_call_of(entry) for entry in batch]:
            call()


def _call_of(entry: Any) -> Any:
    if isinstance(entry, Handle) and entry._callback is not None:
        return partial(entry._context.run, entry._callback, *entry._args)
    return entry._run


class Mutant(ReferenceLoop):
    turn_type = Committed


new_event_loop = Mutant
