"""Python's Development Mode does not switch debug mode on."""

from __future__ import annotations

import os
from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "DEBUG-03"


class Mutant(ReferenceLoop):
    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.set_debug(bool(os.environ.get("PYTHONASYNCIODEBUG")))


new_event_loop = Mutant
