"""cancel() cancels every queued handle of the same callable."""

from typing import Any, cast

from reference_loop import ReferenceLoop
from reference_loop.handles import Handle

BREAKS = "HANDLE-06"


class Contagious(Handle):
    def cancel(self) -> None:
        kin = [e for e in cast(Any, self._loop)._ready if getattr(e, "_callback", None) is self._callback]
        super().cancel()
        for entry in kin:
            Handle.cancel(entry)


class Mutant(ReferenceLoop):
    handle_type = Contagious


new_event_loop = Mutant
