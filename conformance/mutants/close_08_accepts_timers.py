"""call_at on a closed loop returns a timer that never runs."""

from typing import Any, cast

from reference_loop import ReferenceLoop
from reference_loop.handles import TimerHandle

BREAKS = "CLOSE-08"


class Mutant(ReferenceLoop):
    def call_at(self, when: Any, callback: Any, *args: Any, context: Any = None) -> Any:
        if self.is_closed():
            return TimerHandle(when, callback, args, cast(Any, self))
        return super().call_at(when, callback, *args, context=context)


new_event_loop = Mutant
