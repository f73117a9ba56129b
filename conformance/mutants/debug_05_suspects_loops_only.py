"""In debug mode only a thread that runs a loop of its own is refused; a plain one is not."""

import asyncio

from reference_loop import ReferenceLoop

BREAKS = "DEBUG-05"


class Mutant(ReferenceLoop):
    def _check_thread(self) -> None:
        if asyncio._get_running_loop() is not None:
            super()._check_thread()


new_event_loop = Mutant
