"""Coroutines do not record where they were created."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.hooks import Hooks

BREAKS = "DEBUG-13"


class Blind(Hooks):
    def track_origins(self, enabled: bool) -> None:
        """Leave it."""


class Mutant(ReferenceLoop):
    hooks_type = Blind


new_event_loop = Mutant
