"""done() is True the first time it is asked, and False ever after."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.futures import Future

BREAKS = "FUT-01"


class Forgetful(Future[Any]):
    _told = False

    def done(self) -> bool:
        told, self._told = self._told, super().done()
        return super().done() and not told


class Mutant(ReferenceLoop):
    future_type = Forgetful


new_event_loop = Mutant
