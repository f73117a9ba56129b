"""A failing callback takes the callbacks behind it with it."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.handles import Handle

BREAKS = "FAIL-02"


class Fatal(Handle):
    __slots__ = ()

    def _report(self, error: BaseException) -> None:
        super()._report(error)
        loop = self._loop
        if isinstance(loop, Mutant):
            for entry in loop._ready:
                if isinstance(entry, Handle) and entry._callback != loop.stop:
                    entry.cancel()


class Mutant(ReferenceLoop):
    handle_type = Fatal


new_event_loop = Mutant
