"""A CancelledError that leaves a callback is ignored."""

from __future__ import annotations

import asyncio

from reference_loop import ReferenceLoop
from reference_loop.handles import Handle

BREAKS = "FAIL-21"


class Lenient(Handle):
    __slots__ = ()

    def _report(self, error: BaseException) -> None:
        if not isinstance(error, asyncio.CancelledError):
            super()._report(error)


class Mutant(ReferenceLoop):
    handle_type = Lenient


new_event_loop = Mutant
