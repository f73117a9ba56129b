"""run_until_complete returns None, whatever the future's result."""

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "LIFE-01"


class Mutant(ReferenceLoop):
    def run_until_complete(self, future: Any) -> Any:
        super().run_until_complete(future)


new_event_loop = Mutant
