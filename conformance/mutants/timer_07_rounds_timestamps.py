"""call_at keeps whole seconds."""

import math
from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "TIMER-07"


class Mutant(ReferenceLoop):
    def call_at(self, when: Any, callback: Any, *args: Any, context: Any = None) -> Any:
        return super().call_at(math.ceil(when), callback, *args, context=context)


new_event_loop = Mutant
