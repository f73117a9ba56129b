"""A task that raises SystemExit ends its run and, by a callback left in the queue, the next one too."""

import asyncio
from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "LIFE-16"
AFTER = "https://github.com/MagicStack/uvloop/issues/336"


class Mutant(ReferenceLoop):
    def run_until_complete(self, future: Any) -> Any:
        self._check_can_run()
        awaited = asyncio.ensure_future(future, loop=self)
        awaited.add_done_callback(self._stop)
        try:
            return super().run_until_complete(awaited)
        finally:
            awaited.remove_done_callback(self._stop)

    def _stop(self, _future: object) -> None:
        self.stop()


new_event_loop = Mutant
