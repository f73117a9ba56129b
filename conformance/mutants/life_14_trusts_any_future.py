"""run_until_complete takes the result of a done future, whatever loop it belongs to."""

import asyncio
from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "LIFE-14"


class Mutant(ReferenceLoop):
    def run_until_complete(self, future: Any) -> Any:
        if asyncio.isfuture(future) and future.done():
            return future.result()
        return super().run_until_complete(future)


new_event_loop = Mutant
