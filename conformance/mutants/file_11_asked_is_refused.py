"""Whoever asks for the fallback does not get it; whoever says nothing does."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "FILE-11"


class Mutant(ReferenceLoop):
    async def sendfile(self, *args: Any, **options: Any) -> int:
        if options.get("fallback"):
            options["fallback"] = False
        sent: int = await super().sendfile(*args, **options)
        return sent


new_event_loop = Mutant
