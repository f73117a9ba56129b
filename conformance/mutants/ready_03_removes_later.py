"""remove_reader() takes effect in the next turn: till then the fd counts as monitored."""

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.contracts import READABLE
from reference_loop.poller import descriptor

BREAKS = "READY-03"


class Mutant(ReferenceLoop):
    def remove_reader(self, fd: Any) -> bool:
        number = descriptor(fd)
        known = READABLE in self._descriptors._handles.get(number, {})
        if known and not self.is_closed():
            self.call_soon(self._descriptors.remove, number, READABLE)
        return known


new_event_loop = Mutant
