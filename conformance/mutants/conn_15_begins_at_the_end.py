"""Without happy eyeballs, the last address is tried first."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.connecting import Connecting

BREAKS = "CONN-15"


class Wrong(Connecting):
    backwards = False

    async def _resolve(self, address: Any, hints: Any) -> Any:
        infos = await super()._resolve(address, hints)
        return infos[::-1] if self.backwards else infos


class Mutant(ReferenceLoop):
    _connecting: Wrong
    connecting_type = Wrong

    async def create_connection(self, *args: Any, **options: Any) -> Any:
        self._connecting.backwards = not {"interleave", "happy_eyeballs_delay"} & options.keys()
        return await super().create_connection(*args, **options)


new_event_loop = Mutant
