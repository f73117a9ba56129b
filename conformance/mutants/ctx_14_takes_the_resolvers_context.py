"""A done callback without a context runs in that of whoever resolves the future."""

from contextvars import Context, copy_context
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.futures import Future

BREAKS = "CTX-14"


UNSET = Context()


class Late(Future[Any]):
    def _hand_over(self) -> None:
        mine = copy_context()
        self._waiting = [(fn, mine if context is UNSET else context) for fn, context in self._waiting]
        super()._hand_over()

    def add_done_callback(self, fn: Any, /, *, context: Any = None) -> None:
        super().add_done_callback(fn, context=context or UNSET)


class Mutant(ReferenceLoop):
    future_type = Late


new_event_loop = Mutant
