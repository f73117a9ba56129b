"""get_debug() returns a number."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "DEBUG-01"


class Mutant(ReferenceLoop):
    def get_debug(self) -> Any:
        return int(super().get_debug())


new_event_loop = Mutant
