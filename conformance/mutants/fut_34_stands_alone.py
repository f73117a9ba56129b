"""A future is of a class of its own, which isinstance() does not know."""

from typing import Any

from reference_loop import Future, ReferenceLoop

BREAKS = "FUT-34"

OURS = {name: value for name, value in vars(Future).items() if name not in ("__dict__", "__weakref__")}
Alone: Any = type("Future", (), OURS)


class Mutant(ReferenceLoop):
    def create_future(self) -> Any:
        return Alone(loop=self)


new_event_loop = Mutant
