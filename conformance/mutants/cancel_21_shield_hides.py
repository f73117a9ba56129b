"""A shield() whose inner task is cancelled returns None."""

from __future__ import annotations

import sys
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.futures import Future

BREAKS = "CANCEL-21"


class Hiding(Future[Any]):
    def cancel(self, msg: Any | None = None) -> bool:
        if sys._getframe(1).f_code.co_qualname == "shield.<locals>._inner_done_callback":
            self.set_result(None)
            return True
        return super().cancel(msg)


class Mutant(ReferenceLoop):
    future_type = Hiding


new_event_loop = Mutant
