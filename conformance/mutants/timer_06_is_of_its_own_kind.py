"""call_later() and call_at() return an object that does all a TimerHandle does and is none."""

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.handles import TimerHandle

BREAKS = "TIMER-06"
AFTER = "https://github.com/Kludex/zuvloop/pull/47"


class Native:
    def __init__(self, timer: TimerHandle) -> None:
        self._timer = timer

    def __getattr__(self, name: str) -> Any:
        return getattr(self._timer, name)


class Mutant(ReferenceLoop):
    def call_at(self, when: Any, callback: Any, *args: Any, context: Any = None) -> Any:
        return Native(super().call_at(when, callback, *args, context=context))


new_event_loop = Mutant
