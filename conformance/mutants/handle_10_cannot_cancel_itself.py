"""cancel() from the handle's own callback interrupts that callback."""

import asyncio

from reference_loop import ReferenceLoop
from reference_loop.handles import Handle

BREAKS = "HANDLE-10"


class Fragile(Handle):
    __slots__ = ("_runs",)

    def _run(self) -> None:
        self._runs = True
        super()._run()
        self._runs = False

    def cancel(self) -> None:
        if getattr(self, "_runs", False):
            raise asyncio.CancelledError
        super().cancel()


class Mutant(ReferenceLoop):
    handle_type = Fragile


new_event_loop = Mutant
