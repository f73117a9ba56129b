"""run_until_complete returns what cannot be awaited as it is."""

import inspect
from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "LIFE-13"


class Mutant(ReferenceLoop):
    def run_until_complete(self, future: Any) -> Any:
        return super().run_until_complete(future) if inspect.isawaitable(future) else future


new_event_loop = Mutant
