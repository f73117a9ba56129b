"""A part of the loop refers to the loop that it belongs to: the two keep one another alive."""

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.hooks import Hooks

BREAKS = "CLOSE-14"


class Clinging(Hooks):
    def __init__(self, loop: Any) -> None:
        super().__init__(loop)
        self._owner = loop


class Mutant(ReferenceLoop):
    hooks_type = Clinging


new_event_loop = Mutant
