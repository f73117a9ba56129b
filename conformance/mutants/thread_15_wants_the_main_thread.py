"""The loop runs in the main thread only."""

import threading

from reference_loop import ReferenceLoop

BREAKS = "THREAD-15"


class Mutant(ReferenceLoop):
    def _check_can_run(self) -> None:
        if threading.current_thread() is not threading.main_thread():
            raise RuntimeError("not the main thread")
        super()._check_can_run()


new_event_loop = Mutant
