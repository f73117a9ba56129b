"""A second outcome is ignored without a word."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.futures import Future

BREAKS = "FUT-08"


class Mute(Future[Any]):
    def set_result(self, result: Any, /) -> None:
        if not self.done():
            super().set_result(result)

    def set_exception(self, exception: type[BaseException] | BaseException, /) -> None:
        if not self.done():
            super().set_exception(exception)


class Mutant(ReferenceLoop):
    future_type = Mute


new_event_loop = Mutant
