"""A thread reads the queue, then writes it: what another does in between is lost or done twice."""

from reference_loop import ReferenceLoop
from reference_loop.contracts import Runnable
from reference_loop.ready import Ready

BREAKS = "THREAD-06"


class Careless(Ready):
    def land(self, entry: Runnable) -> None:
        queued = self.with_entry(entry)
        self.clear()
        self.extend(queued)

    def with_entry(self, entry: Runnable) -> list[Runnable]:
        queued = list(self)
        queued.append(entry)
        return queued

    def take(self) -> Runnable:
        return self.popleft() if self else Nothing()


class Nothing:
    def _run(self) -> None:
        """Stand in for what was lost."""


class Mutant(ReferenceLoop):
    ready_type = Careless


new_event_loop = Mutant
