"""Removed by its own callback, a reader is called once more."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.contracts import READABLE
from reference_loop.handles import Handle
from reference_loop.poller import FileDescriptorLike, descriptor

BREAKS = "READY-27"


class Noted(Handle):
    __slots__ = ()

    now: Any = None

    def _run(self) -> None:
        before, Noted.now = Noted.now, self
        super()._run()
        Noted.now = before


class Mutant(ReferenceLoop):
    handle_type = Noted

    def remove_reader(self, fd: FileDescriptorLike) -> bool:
        handle = self._descriptors._handles.get(descriptor(fd), {}).get(READABLE)
        if handle is None or handle is not Noted.now:
            return super().remove_reader(fd)
        remove = super().remove_reader
        self.call_soon(lambda: self.call_soon(remove, fd))
        return True


new_event_loop = Mutant
