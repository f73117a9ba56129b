"""time() is read once a turn: it does not pass while a callback blocks."""

import asyncio
from typing import Any

BREAKS = "CLOCK-04"
AFTER = "https://github.com/MagicStack/uvloop/issues/29"


class Mutant(asyncio.SelectorEventLoop):
    _seen: float | None = None

    def time(self) -> float:
        return super().time() if self._seen is None else self._seen

    def _run_once(self) -> None:
        self._seen = super().time()
        try:
            turn: Any = super()
            turn._run_once()
        finally:
            self._seen = None


new_event_loop = Mutant
