"""close() closes only when it is called a second time."""

from __future__ import annotations

from reference_loop import ReferenceLoop

BREAKS = "RUN-18"


class Mutant(ReferenceLoop):
    asked = False

    def close(self) -> None:
        if self.asked:
            super().close()
        self.asked = True


new_event_loop = Mutant
