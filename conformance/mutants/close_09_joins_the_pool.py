"""close() waits for the work in the default executor."""

from reference_loop import ReferenceLoop
from reference_loop.executors import Executors

BREAKS = "CLOSE-09"


class Joining(Executors):
    def close(self) -> None:
        if self._default is not None:
            self._default.shutdown(wait=True)
        super().close()


class Mutant(ReferenceLoop):
    executors_type = Joining


new_event_loop = Mutant
