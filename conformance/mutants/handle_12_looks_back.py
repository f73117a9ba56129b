"""The frame that ran a callback still holds the handle when it is left."""

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.handles import Handle

BREAKS = "HANDLE-12"


class Looking(Handle):
    def _run(self) -> None:
        callback: Any = self._callback
        if not self._cancelled:
            try:
                self._context.run(callback, *self._args)
            except (SystemExit, KeyboardInterrupt):
                raise
            except BaseException as error:
                self._report(error)


class Mutant(ReferenceLoop):
    handle_type = Looking


new_event_loop = Mutant
