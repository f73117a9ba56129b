"""A reader added by an object cannot be removed by that object's number, nor the other way round."""

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.poller import descriptor

BREAKS = "READY-12"


class Mutant(ReferenceLoop):
    def __init__(self) -> None:
        super().__init__()
        self._given: dict[int, Any] = {}

    def add_reader(self, fd: Any, callback: Any, *args: Any) -> None:
        super().add_reader(fd, callback, *args)
        self._given[descriptor(fd)] = fd

    def remove_reader(self, fd: Any) -> bool:
        return self._given.get(descriptor(fd)) == fd and super().remove_reader(fd)


new_event_loop = Mutant
