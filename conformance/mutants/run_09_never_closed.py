"""is_closed() is False after close()."""

from __future__ import annotations

from reference_loop import ReferenceLoop

BREAKS = "RUN-09"


class Mutant(ReferenceLoop):
    def is_closed(self) -> bool:
        return False


new_event_loop = Mutant
