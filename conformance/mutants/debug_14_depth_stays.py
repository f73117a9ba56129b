"""After a run in debug mode the origin tracking depth is 0, whatever it was before."""

from __future__ import annotations

import sys

from reference_loop import ReferenceLoop
from reference_loop.hooks import Hooks

BREAKS = "DEBUG-14"


class Zeroing(Hooks):
    def restore(self) -> None:
        super().restore()
        sys.set_coroutine_origin_tracking_depth(0)


class Mutant(ReferenceLoop):
    hooks_type = Zeroing


new_event_loop = Mutant
