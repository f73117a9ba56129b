"""stop() keeps the rest of the batch for the next run."""

from typing import cast

from reference_loop import ReferenceLoop
from reference_loop.turn import Turn

BREAKS = "STOP-03"


class Abrupt(Turn):
    stopped = False

    def run_ready(self) -> None:
        self.stopped = False
        for _ in range(self.ready.cut()):
            if not self.stopped:
                self.ready.take()._run()


class Mutant(ReferenceLoop):
    turn_type = Abrupt

    def stop(self) -> None:
        super().stop()
        cast(Abrupt, self._turn).stopped = self.is_running()


new_event_loop = Mutant
