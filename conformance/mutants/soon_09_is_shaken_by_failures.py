"""After a callback that raised, the next one is skipped."""

from typing import ClassVar

from reference_loop import ReferenceLoop
from reference_loop.handles import Handle

BREAKS = "SOON-09"


class Shaken(Handle):
    shock: ClassVar[list[None]] = []

    def _run(self) -> None:
        if self.shock:
            self.shock.pop()
        else:
            super()._run()

    def _report(self, error: BaseException) -> None:
        self.shock.append(None)
        super()._report(error)


class Mutant(ReferenceLoop):
    handle_type = Shaken


new_event_loop = Mutant
