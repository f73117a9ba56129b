"""run_until_complete of a plain future that is pending returns None."""

import asyncio
from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "LIFE-01"


class Mutant(ReferenceLoop):
    def run_until_complete(self, future: Any) -> Any:
        kept = not asyncio.isfuture(future) or isinstance(future, asyncio.Task) or future.done()
        result: Any = super().run_until_complete(future)
        return result if kept else None


new_event_loop = Mutant
