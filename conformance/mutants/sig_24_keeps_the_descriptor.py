"""Python goes on writing signals to the loop's descriptor when no handler is left."""

from reference_loop import ReferenceLoop
from reference_loop.signals import Signals

BREAKS = "SIG-24"


class Clinging(Signals):
    def _unhook_if_unused(self) -> None:
        """The descriptor stays."""


class Mutant(ReferenceLoop):
    signals_type = Clinging


new_event_loop = Mutant
