"""A BaseException of the user's own that leaves a callback leaves the loop as well."""

from typing import Any, cast

from reference_loop import ReferenceLoop
from reference_loop.handles import Handle

BREAKS = "FAIL-21"


class Narrow(Handle):
    __slots__ = ()

    def _run(self) -> None:
        if self._cancelled:
            return
        try:
            self._context.run(cast("Any", self._callback), *self._args)
        except Exception as error:
            self._report(error)


class Mutant(ReferenceLoop):
    handle_type = Narrow


new_event_loop = Mutant
