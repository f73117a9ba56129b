"""A second outcome replaces the first."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.futures import Future
from reference_loop.states import PENDING

BREAKS = "FUT-08"


class Fickle(Future[Any]):
    def set_result(self, result: Any, /) -> None:
        self._phase = PENDING
        super().set_result(result)

    def set_exception(self, exception: type[BaseException] | BaseException, /) -> None:
        self._phase = PENDING
        super().set_exception(exception)


class Mutant(ReferenceLoop):
    future_type = Fickle


new_event_loop = Mutant
