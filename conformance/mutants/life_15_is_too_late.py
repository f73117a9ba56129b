"""run_until_complete of a future that is done already returns None."""

import asyncio
from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "LIFE-15"


class Mutant(ReferenceLoop):
    def run_until_complete(self, future: Any) -> Any:
        if asyncio.isfuture(future) and future.done():
            return None
        return super().run_until_complete(future)


new_event_loop = Mutant
