"""A loop that was in debug mode once runs in it ever after."""

from __future__ import annotations

from reference_loop import ReferenceLoop

BREAKS = "RUN-11"


class Mutant(ReferenceLoop):
    ever = False

    def set_debug(self, enabled: bool) -> None:
        self.ever = self.ever or enabled
        super().set_debug(enabled)

    def _begin(self) -> None:
        self.set_debug(self.ever)
        super()._begin()


new_event_loop = Mutant
