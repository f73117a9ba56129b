"""shutdown_asyncgens() closes only what its own run began."""

from reference_loop import ReferenceLoop
from reference_loop.hooks import Hooks

BREAKS = "AGEN-01"


class Forgetful(Hooks):
    def install(self) -> None:
        self._alive.clear()
        super().install()


class Mutant(ReferenceLoop):
    hooks_type = Forgetful


new_event_loop = Mutant
