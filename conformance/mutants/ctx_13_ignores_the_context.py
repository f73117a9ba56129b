"""Future.add_done_callback pays no heed to the context given."""

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.futures import Future

BREAKS = "CTX-13"


class Heedless(Future[Any]):
    def add_done_callback(self, fn: Any, /, *, context: Any = None) -> None:
        super().add_done_callback(fn)


class Mutant(ReferenceLoop):
    future_type = Heedless


new_event_loop = Mutant
