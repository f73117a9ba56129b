"""SystemExit and KeyboardInterrupt of a callback go to the exception handler, and the run goes on."""

from reference_loop import ReferenceLoop
from reference_loop.handles import Handle

BREAKS = "LIFE-16"


class Unstoppable(Handle):
    def _run(self) -> None:
        try:
            super()._run()
        except BaseException as error:
            self._report(error)


class Mutant(ReferenceLoop):
    handle_type = Unstoppable


new_event_loop = Mutant
