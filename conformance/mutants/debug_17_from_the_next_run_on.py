"""set_debug() in a running loop takes effect in its next run."""

from __future__ import annotations

from reference_loop import ReferenceLoop

BREAKS = "DEBUG-17"


class Mutant(ReferenceLoop):
    wanted: bool | None = None

    def set_debug(self, enabled: bool) -> None:
        if getattr(self, "_thread", None) is None:
            super().set_debug(enabled)
        else:
            self.wanted = enabled

    def run_forever(self) -> None:
        super().run_forever()
        if self.wanted is not None:
            super().set_debug(self.wanted)


new_event_loop = Mutant
