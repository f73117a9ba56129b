"""SystemExit and KeyboardInterrupt of a callback are reported, and the loop runs on."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.handles import Handle

BREAKS = "FAIL-14"


class Deaf(Handle):
    __slots__ = ()

    def _run(self) -> None:
        try:
            super()._run()
        except (SystemExit, KeyboardInterrupt) as wish:
            self._report(wish)


class Mutant(ReferenceLoop):
    handle_type = Deaf


new_event_loop = Mutant
