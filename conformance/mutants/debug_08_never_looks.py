"""In debug mode no callback is ever logged as slow."""

from reference_loop import ReferenceLoop

BREAKS = "DEBUG-08"
AFTER = "https://github.com/CabbageDevelopment/qasync/pull/114"


class Mutant(ReferenceLoop):
    def set_debug(self, enabled: bool) -> None:
        super().set_debug(enabled)
        self._turn.observer = None


new_event_loop = Mutant
