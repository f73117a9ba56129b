"""The queue keeps every entry that it has handed out."""

from typing import ClassVar

from reference_loop import ReferenceLoop
from reference_loop.contracts import Runnable
from reference_loop.ready import Ready

BREAKS = "SOON-12"


class Keeping(Ready):
    kept: ClassVar[list[Runnable]] = []

    def take(self) -> Runnable:
        self.kept.append(self.popleft())
        return self.kept[-1]


class Mutant(ReferenceLoop):
    ready_type = Keeping


new_event_loop = Mutant
