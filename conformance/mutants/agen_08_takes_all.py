"""The loop watches generators from its making on, those of others included."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.contracts import Core
from reference_loop.hooks import Hooks

BREAKS = "AGEN-08"


class Greedy(Hooks):
    def __init__(self, loop: Core) -> None:
        super().__init__(loop)
        super().install()

    def install(self) -> None:
        """They are there already."""

    def restore(self) -> None:
        self.track_origins(False)

    def give_back(self) -> None:
        super().restore()


class Mutant(ReferenceLoop):
    hooks_type = Greedy

    def close(self) -> None:
        super().close()
        hooks: Any = self._hooks
        hooks.give_back()


new_event_loop = Mutant
