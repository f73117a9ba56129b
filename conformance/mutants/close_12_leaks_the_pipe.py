"""close() leaves the self-pipe open."""

from reference_loop import ReferenceLoop
from reference_loop.wakeup import Wakeup

BREAKS = "CLOSE-12"


class Leaking(Wakeup):
    def close(self) -> None:
        self._reader.detach()
        self._writer.detach()


class Mutant(ReferenceLoop):
    wakeup_type = Leaking


new_event_loop = Mutant
