"""time() returns a Fraction."""

from fractions import Fraction
from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "CLOCK-01"


class Mutant(ReferenceLoop):
    def time(self) -> Any:
        return Fraction(super().time())


new_event_loop = Mutant
