"""While the loop runs, the thread does not know of it."""

from __future__ import annotations

from reference_loop import ReferenceLoop, seams

BREAKS = "RUN-06"


class Mutant(ReferenceLoop):
    def _begin(self) -> None:
        super()._begin()
        seams.set_running_loop(None)


new_event_loop = Mutant
