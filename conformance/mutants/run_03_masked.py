"""Coroutines see a stand-in for the loop that runs them."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop, seams

BREAKS = "RUN-03"


class Mask:
    def __init__(self, loop: ReferenceLoop) -> None:
        self.loop = loop

    def __getattr__(self, name: str) -> Any:
        return getattr(self.loop, name)


class Mutant(ReferenceLoop):
    def _begin(self) -> None:
        super()._begin()
        mask: Any = Mask(self)
        seams.set_running_loop(mask)


new_event_loop = Mutant
