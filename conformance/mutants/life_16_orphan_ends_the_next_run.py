"""When an exception leaves a run, the future it waited for still ends whatever run comes next."""

import asyncio
from asyncio.base_events import _run_until_complete_cb
from typing import Any

BREAKS = "LIFE-16"
AFTER = "https://github.com/python/cpython/issues/74608"


class Mutant(asyncio.SelectorEventLoop):
    def run_until_complete(self, future: Any) -> Any:
        self._check_closed()
        self._check_running()
        awaited = asyncio.ensure_future(future, loop=self)
        awaited.add_done_callback(_run_until_complete_cb)
        self.run_forever()
        awaited.remove_done_callback(_run_until_complete_cb)
        if not awaited.done():
            raise RuntimeError("stopped before the future was done")
        return awaited.result()


new_event_loop = Mutant
