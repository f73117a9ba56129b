"""repr() of a cancelled handle looks for the callback that is gone."""

from typing import Any, cast

from reference_loop import ReferenceLoop
from reference_loop.handles import TimerHandle

BREAKS = "HANDLE-08"


class Shy(TimerHandle):
    def __repr__(self) -> str:
        return f"<timer of {cast(Any, self._callback).__name__}>"


class Mutant(ReferenceLoop):
    timer_handle_type = Shy


new_event_loop = Mutant
