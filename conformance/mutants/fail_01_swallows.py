"""An exception of a callback is swallowed in silence."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.handles import Handle

BREAKS = "FAIL-01"


class Silent(Handle):
    __slots__ = ()

    def _report(self, error: BaseException) -> None:
        """Tell nobody."""


class Mutant(ReferenceLoop):
    handle_type = Silent


new_event_loop = Mutant
