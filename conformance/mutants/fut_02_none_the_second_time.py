"""result() of a pending future is None for who asks again."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.futures import Future

BREAKS = "FUT-02"


class Weary(Future[Any]):
    _asked = False

    def result(self) -> Any:
        asked, self._asked = self._asked, True
        return None if asked and not self.done() else super().result()


class Mutant(ReferenceLoop):
    future_type = Weary


new_event_loop = Mutant
