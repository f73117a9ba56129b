"""While the loop runs, a handler is called on the spot, in the middle of whatever the signal interrupts."""

import signal
from types import FrameType
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.handles import Handle

BREAKS = "SIG-02"


class Mutant(ReferenceLoop):
    def add_signal_handler(self, sig: Any, callback: Any, *args: Any) -> None:
        super().add_signal_handler(sig, self._later, sig)
        handle = Handle(callback, args, self, None)

        def on_the_spot(number: int, frame: FrameType | None) -> None:
            if self.is_running():
                handle._run()
            else:
                self.call_soon(handle._run)

        signal.signal(sig, on_the_spot)

    def _later(self, sig: int) -> None:
        """It was called already."""


new_event_loop = Mutant
