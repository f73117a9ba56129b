"""A connection that fails raises OSError, whatever the reason."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.unix import Unix

BREAKS = "UNIX-10"


class Wrong(Unix):
    async def open(self, *args: Any) -> tuple[Any, Any]:
        try:
            return await super().open(*args)
        except OSError as error:
            raise OSError(str(error)) from error


class Mutant(ReferenceLoop):
    unix_type = Wrong


new_event_loop = Mutant
