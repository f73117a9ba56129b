"""run_until_complete() makes a task of the coroutine before it looks whether it may run."""

from __future__ import annotations

import asyncio
from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "LIFE-20"
AFTER = "https://github.com/python/cpython/issues/83372"


class Mutant(ReferenceLoop):
    def run_until_complete(self, future: Any) -> Any:
        return super().run_until_complete(asyncio.ensure_future(future, loop=self))


new_event_loop = Mutant
