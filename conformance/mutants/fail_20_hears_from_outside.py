"""The exception handler runs in whatever context is current, not in that of the task it is told of."""

import asyncio
import logging
from typing import Any

BREAKS = "FAIL-20"
AFTER = "https://github.com/python/cpython/issues/96704"


class Mutant(asyncio.SelectorEventLoop):
    def call_exception_handler(self, context: Any) -> None:
        handler = self.get_exception_handler()
        if handler is None:
            super().call_exception_handler(context)
            return
        try:
            handler(self, context)
        except Exception:
            logging.getLogger("asyncio").exception("Unhandled error in exception handler")


new_event_loop = Mutant
