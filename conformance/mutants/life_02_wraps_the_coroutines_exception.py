"""run_until_complete raises a RuntimeError caused by the exception of a coroutine."""

import asyncio
from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "LIFE-02"


class Mutant(ReferenceLoop):
    def run_until_complete(self, future: Any) -> Any:
        try:
            return super().run_until_complete(future)
        except Exception as error:
            if asyncio.iscoroutine(future) and not self.is_closed() and not self.is_running():
                raise RuntimeError("the run failed") from error
            raise


new_event_loop = Mutant
