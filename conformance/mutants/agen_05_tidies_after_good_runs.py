"""When an exception leaves a run, the loop's asyncgen hooks stay in the thread."""

import sys

from reference_loop import ReferenceLoop
from reference_loop.hooks import Hooks

BREAKS = "AGEN-05"
AFTER = "https://github.com/python/cpython/issues/94732"


class Untidy(Hooks):
    def restore(self) -> None:
        if sys.exc_info()[0] is None:
            super().restore()


class Mutant(ReferenceLoop):
    hooks_type = Untidy


new_event_loop = Mutant
