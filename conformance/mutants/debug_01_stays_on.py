"""set_debug(False) does not switch debug mode off."""

from reference_loop import ReferenceLoop

BREAKS = "DEBUG-01"


class Mutant(ReferenceLoop):
    def set_debug(self, enabled: bool) -> None:
        super().set_debug(enabled or getattr(self, "_debug", False))


new_event_loop = Mutant
