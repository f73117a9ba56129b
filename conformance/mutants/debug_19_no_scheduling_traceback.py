"""The report of a failing callback does not say where it was scheduled."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.handles import Handle

BREAKS = "DEBUG-19"


class Foundling(Handle):
    __slots__ = ()

    def _report(self, error: BaseException) -> None:
        self._source_traceback = None
        super()._report(error)


class Mutant(ReferenceLoop):
    handle_type = Foundling


new_event_loop = Mutant
