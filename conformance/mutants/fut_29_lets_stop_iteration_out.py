"""A future takes a StopIteration and raises it as it is from result()."""

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.futures import Future

BREAKS = "FUT-29"
AFTER = "https://github.com/python/asyncio/pull/322"


class Porous(Future[Any]):
    def set_exception(self, exception: Any, /) -> None:
        error = exception() if isinstance(exception, type) else exception
        if not isinstance(error, StopIteration):
            super().set_exception(error)
            return
        super().set_exception(RuntimeError())
        self._error = error


class Mutant(ReferenceLoop):
    future_type = Porous


new_event_loop = Mutant
