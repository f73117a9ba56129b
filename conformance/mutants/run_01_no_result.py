"""run_until_complete() returns None."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "RUN-01"


class Mutant(ReferenceLoop):
    def run_until_complete(self, future: Any) -> Any:
        super().run_until_complete(future)


new_event_loop = Mutant
