"""set_exception() refuses an exception class."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.futures import Future

BREAKS = "FUT-28"


class Strict(Future[Any]):
    def set_exception(self, exception: type[BaseException] | BaseException, /) -> None:
        if isinstance(exception, type):
            raise TypeError("give an instance")
        super().set_exception(exception)


class Mutant(ReferenceLoop):
    future_type = Strict


new_event_loop = Mutant
