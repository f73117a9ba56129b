"""time() returns an int."""

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "CLOCK-01"


class Mutant(ReferenceLoop):
    def time(self) -> Any:
        return int(super().time())


new_event_loop = Mutant
