"""A run begins with debug mode off."""

from __future__ import annotations

from reference_loop import ReferenceLoop

BREAKS = "RUN-10"


class Mutant(ReferenceLoop):
    def _begin(self) -> None:
        self.set_debug(False)
        super()._begin()


new_event_loop = Mutant
