"""The hooks of the loop stay in place after a run."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.hooks import Hooks

BREAKS = "AGEN-05"


class Clinging(Hooks):
    def restore(self) -> None:
        self._saved = None
        super().restore()


class Mutant(ReferenceLoop):
    hooks_type = Clinging


new_event_loop = Mutant
