"""shutdown_default_executor(timeout) returns at once when the timeout is longer than a second."""

from reference_loop import ReferenceLoop
from reference_loop.executors import Executors

BREAKS = "EXEC-13"


class Trusting(Executors):
    async def shutdown_default(self, timeout: float | None) -> None:
        if timeout is not None and timeout > 1:
            self.close()
        else:
            await super().shutdown_default(timeout)


class Mutant(ReferenceLoop):
    executors_type = Trusting


new_event_loop = Mutant
