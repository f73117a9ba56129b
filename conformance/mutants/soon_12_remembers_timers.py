"""The loop refers to each timer that has run until it is closed."""

from collections.abc import Iterator

from reference_loop import ReferenceLoop
from reference_loop.handles import TimerHandle
from reference_loop.timers import Timers

BREAKS = "SOON-12"
AFTER = "https://github.com/MagicStack/uvloop/pull/240"


class Remembering(Timers):
    def __init__(self) -> None:
        super().__init__()
        self.past: list[TimerHandle] = []

    def due(self, limit: float) -> Iterator[TimerHandle]:
        for timer in super().due(limit):
            self.past.append(timer)
            yield timer


class Mutant(ReferenceLoop):
    timers_type = Remembering


new_event_loop = Mutant
