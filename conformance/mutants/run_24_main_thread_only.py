"""The loop runs in the main thread only."""

from __future__ import annotations

import threading

from reference_loop import ReferenceLoop

BREAKS = "RUN-24"


class Mutant(ReferenceLoop):
    def run_forever(self) -> None:
        if threading.current_thread() is not threading.main_thread():
            raise RuntimeError("this loop runs in the main thread only")
        super().run_forever()


new_event_loop = Mutant
