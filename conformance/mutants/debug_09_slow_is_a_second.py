"""A callback counts as slow from a second on."""

from __future__ import annotations

from reference_loop import ReferenceLoop

BREAKS = "DEBUG-09"


class Mutant(ReferenceLoop):
    slow_callback_duration = 1.0


new_event_loop = Mutant
