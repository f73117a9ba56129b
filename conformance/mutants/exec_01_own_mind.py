"""run_in_executor() always uses the default executor."""

from __future__ import annotations

import asyncio
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.executors import Executors

BREAKS = "EXEC-01"


class Stubborn(Executors):
    def run(self, executor: Any, func: Any, args: Any) -> asyncio.Future[Any]:
        return super().run(None, func, args)


class Mutant(ReferenceLoop):
    executors_type = Stubborn


new_event_loop = Mutant
