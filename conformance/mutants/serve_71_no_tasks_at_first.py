"""No task can be made inside connection_made()."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.transports.stream import StreamTransport

BREAKS = "SERVE-71"


class Wrong(StreamTransport):
    def _connection_made(self) -> None:
        loop: Any = self._loop
        loop.meets = True
        try:
            super()._connection_made()
        finally:
            loop.meets = False


class Mutant(ReferenceLoop):
    stream_type = Wrong
    meets = False

    def create_task(self, coro: Any, **options: Any) -> Any:
        if self.meets:
            coro.close()
            raise RuntimeError("not now")
        return super().create_task(coro, **options)


new_event_loop = Mutant
