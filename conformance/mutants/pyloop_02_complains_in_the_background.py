"""create_task() accepts anything, and only the task fails with a TypeError."""

from typing import Any

from reference_loop import PyLoop, ReferenceLoop

BREAKS = "PYLOOP-02"


async def _complain(thing: object) -> None:
    raise TypeError(f"{thing!r} is not a coroutine")


class Background(PyLoop):
    def create_task(self, coro: Any, *, name: object = None) -> Any:
        return super().create_task(coro if hasattr(coro, "send") else _complain(coro), name=name)


class Mutant(ReferenceLoop):
    background_type = Background


new_event_loop = Mutant
