"""While the loop runs, a handler is called on the spot, in the middle of whatever the signal interrupts."""

import signal
from types import FrameType
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.handles import Handle, check_callback

BREAKS = "SIG-02"


class Mutant(ReferenceLoop):
    def add_signal_handler(self, sig: Any, callback: Any, *args: Any) -> None:
        check_callback("add_signal_handler", callback)
        handle, answered = Handle(callback, args, self, None), list[int]()

        def on_the_spot(number: int, frame: FrameType | None) -> None:
            if self.is_running():
                answered.append(number)
                handle._run()

        def in_turn() -> None:
            if answered:
                answered.pop()
            else:
                handle._run()

        super().add_signal_handler(sig, in_turn)
        signal.signal(sig, on_the_spot)


new_event_loop = Mutant
