"""A reader that raises is removed."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.handles import Handle

BREAKS = "READY-14"


class Strict(Handle):
    __slots__ = ()

    def _report(self, error: BaseException) -> None:
        super()._report(error)
        self.cancel()


class Mutant(ReferenceLoop):
    handle_type = Strict


new_event_loop = Mutant
