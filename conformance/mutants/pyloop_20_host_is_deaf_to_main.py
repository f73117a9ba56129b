"""The main thread cannot wake the hosted loop: its background tasks wait for the next turn."""

import threading

from reference_loop import ReferenceLoop
from reference_loop.wakeup import Wakeup

BREAKS = "PYLOOP-20"


class Deaf(Wakeup):
    def write(self) -> None:
        if threading.current_thread() is not threading.main_thread():
            super().write()


class Mutant(ReferenceLoop):
    wakeup_type = Deaf


new_event_loop = Mutant
