"""After the report of an Exception the next callback but the last is skipped, if no future calls it."""

import asyncio

from reference_loop import ReferenceLoop
from reference_loop.contracts import ErrorContext
from reference_loop.failures import ExceptionHandler, Failures
from reference_loop.handles import Handle

BREAKS = "FAIL-02"


class Shaken(Failures):
    def _call(self, handler: ExceptionHandler, context: ErrorContext) -> None:
        super()._call(handler, context)
        ready: list[object] = list(getattr(self._loop, "_ready", ()))
        if isinstance(context.get("exception"), Exception) and len(ready) > 1:
            _skip(ready[0])


def _skip(entry: object) -> None:
    if isinstance(entry, Handle) and not any(map(asyncio.isfuture, entry._args)):
        entry.cancel()


class Mutant(ReferenceLoop):
    failures_type = Shaken


new_event_loop = Mutant
