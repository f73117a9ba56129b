"""stop() leaves the callback that calls it by an exception."""

import asyncio

from reference_loop import ReferenceLoop

BREAKS = "STOP-07"


class Mutant(ReferenceLoop):
    def stop(self) -> None:
        super().stop()
        if self.is_running():
            raise asyncio.CancelledError


new_event_loop = Mutant
