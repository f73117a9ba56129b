"""When an exception leaves a run, the future it waited for still ends whatever run comes next."""

import asyncio
from typing import Any

BREAKS = "LIFE-16"
AFTER = "https://github.com/python/cpython/issues/74608"


class Mutant(asyncio.SelectorEventLoop):
    def run_until_complete(self, future: Any) -> Any:
        if self.is_running() or self.is_closed():
            raise RuntimeError("running or closed")
        awaited = asyncio.ensure_future(future, loop=self)
        awaited.add_done_callback(_stop)
        self.run_forever()
        awaited.remove_done_callback(_stop)
        if not awaited.done():
            raise RuntimeError("stopped before the future was done")
        return awaited.result()


def _stop(future: asyncio.Future[Any]) -> None:
    if future.cancelled() or not isinstance(future.exception(), (SystemExit, KeyboardInterrupt)):
        future.get_loop().stop()


new_event_loop = Mutant
