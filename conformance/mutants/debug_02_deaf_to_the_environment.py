"""The environment variable PYTHONASYNCIODEBUG is not looked at."""

from __future__ import annotations

import sys
from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "DEBUG-02"


class Mutant(ReferenceLoop):
    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.set_debug(sys.flags.dev_mode)


new_event_loop = Mutant
