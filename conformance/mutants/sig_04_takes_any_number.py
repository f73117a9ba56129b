"""A number that is no signal is accepted, and means nothing."""

import contextlib
from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "SIG-04"


class Mutant(ReferenceLoop):
    def add_signal_handler(self, sig: Any, callback: Any, *args: Any) -> None:
        with contextlib.suppress(ValueError):
            super().add_signal_handler(sig, callback, *args)


new_event_loop = Mutant
