"""A new loop is in debug mode."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "DEBUG-04"


class Mutant(ReferenceLoop):
    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.set_debug(True)


new_event_loop = Mutant
