"""From the second run on, coroutines see a stand-in for the loop that runs them."""

from typing import Any

from reference_loop import ReferenceLoop, seams

BREAKS = "RUN-03"


class Mask:
    def __init__(self, loop: ReferenceLoop) -> None:
        self.loop = loop

    def __getattr__(self, name: str) -> Any:
        return getattr(self.loop, name)


class Mutant(ReferenceLoop):
    _runs = 0

    def _begin(self) -> None:
        super()._begin()
        self._runs += 1
        mask: Any = Mask(self)
        if self._runs > 1:
            seams.set_running_loop(mask)


new_event_loop = Mutant
