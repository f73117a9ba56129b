"""A loop runs only in the thread that made it."""

import threading

from reference_loop import ReferenceLoop

BREAKS = "THREAD-18"


class Mutant(ReferenceLoop):
    def __init__(self) -> None:
        super().__init__()
        self._home = threading.get_ident()

    def _check_can_run(self) -> None:
        if threading.get_ident() != self._home:
            raise RuntimeError("made in another thread")
        super()._check_can_run()


new_event_loop = Mutant
