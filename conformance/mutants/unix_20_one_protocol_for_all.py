"""All clients of a path talk to the same protocol."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "UNIX-20"


class Mutant(ReferenceLoop):
    async def create_unix_server(self, protocol_factory: Any, path: Any = None, **options: Any) -> Any:
        made: list[Any] = []

        def once() -> Any:
            made[:] = made or [protocol_factory()]
            return made[0]

        return await super().create_unix_server(once, path, **options)


new_event_loop = Mutant
