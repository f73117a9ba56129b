"""A StopIteration given as an exception ends the future as a result."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.futures import Future

BREAKS = "FUT-29"


class Naive(Future[Any]):
    def set_exception(self, exception: type[BaseException] | BaseException, /) -> None:
        if isinstance(exception, StopIteration):
            self.set_result(exception.value)
        else:
            super().set_exception(exception)


class Mutant(ReferenceLoop):
    future_type = Naive


new_event_loop = Mutant
