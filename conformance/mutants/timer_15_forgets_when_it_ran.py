"""when() of a timer that has run reaches for memory that is gone."""

from reference_loop import ReferenceLoop
from reference_loop.handles import TimerHandle

BREAKS = "TIMER-15"
AFTER = "https://github.com/MagicStack/uvloop/issues/468"


class Gone(TimerHandle):
    __slots__ = ()

    def _run(self) -> None:
        super()._run()
        del self._when


class Mutant(ReferenceLoop):
    timer_handle_type = Gone


new_event_loop = Mutant
