"""call_later keeps whole seconds."""

import math
from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "TIMER-08"


class Mutant(ReferenceLoop):
    def call_later(self, delay: Any, callback: Any, *args: Any, context: Any = None) -> Any:
        return super().call_later(math.ceil(delay), callback, *args, context=context)


new_event_loop = Mutant
