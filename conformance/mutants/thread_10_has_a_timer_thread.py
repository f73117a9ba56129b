"""Timers run in a thread of their own."""

import threading

from reference_loop import ReferenceLoop
from reference_loop.handles import TimerHandle

BREAKS = "THREAD-10"


class Elsewhere(TimerHandle):
    def _run(self) -> None:
        thread = threading.Thread(target=super()._run)
        thread.start()
        thread.join()


class Mutant(ReferenceLoop):
    timer_handle_type = Elsewhere


new_event_loop = Mutant
