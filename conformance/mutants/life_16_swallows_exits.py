"""SystemExit and KeyboardInterrupt of a callback go to the exception handler; the run ends without a word."""

from typing import Any, cast

from reference_loop import ReferenceLoop
from reference_loop.handles import Handle

BREAKS = "LIFE-16"


class Unstoppable(Handle):
    def _run(self) -> None:
        try:
            super()._run()
        except BaseException as error:
            self._report(error)
            cast(Any, self._loop).stop()


class Mutant(ReferenceLoop):
    handle_type = Unstoppable


new_event_loop = Mutant
