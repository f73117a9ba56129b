"""One loop runs at a time in the process."""

import threading
from typing import ClassVar

from reference_loop import ReferenceLoop

BREAKS = "THREAD-17"


class Mutant(ReferenceLoop):
    alone: ClassVar[threading.Lock] = threading.Lock()

    def run_forever(self) -> None:
        with self.alone:
            super().run_forever()


new_event_loop = Mutant
