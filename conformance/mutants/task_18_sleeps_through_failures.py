"""A task that nobody waits for is not woken by a future that fails."""

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.futures import Future

BREAKS = "TASK-18"


class Quiet(Future[Any]):
    def set_exception(self, exception: type[BaseException] | BaseException, /) -> None:
        self._waiting = [(who, context) for who, context in self._waiting if context or who._waiting]
        super().set_exception(exception)


class Mutant(ReferenceLoop):
    future_type = Quiet


new_event_loop = Mutant
