"""A handle that has run refers to itself: what it holds lives until the garbage collector comes."""

from reference_loop import ReferenceLoop
from reference_loop.handles import Handle

BREAKS = "SOON-12"
AFTER = "https://github.com/MagicStack/uvloop/pull/225"


class Tied(Handle):
    __slots__ = ()

    def _run(self) -> None:
        super()._run()
        self._args = (*self._args, self)


class Mutant(ReferenceLoop):
    handle_type = Tied


new_event_loop = Mutant
