"""run_until_complete() returns the moment its task is done, before the done callbacks have run."""

import asyncio
from typing import Any

BREAKS = "TASK-15"
AFTER = "https://github.com/Chaoses-Ib/nest-asyncio2/issues/3"


class Mutant(asyncio.SelectorEventLoop):
    _until: Any = None

    def run_until_complete(self, future: Any) -> Any:
        self._check_closed()
        self._check_running()
        self._until = awaited = asyncio.ensure_future(future, loop=self)
        try:
            self.run_forever()
        finally:
            self._until = None
        if not awaited.done():
            raise RuntimeError("stopped before the future was done")
        return awaited.result()

    def _run_once(self) -> None:
        super()._run_once()
        if self._until is not None and self._until.done():
            self.stop()


new_event_loop = Mutant
