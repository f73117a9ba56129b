"""writelines() does not look at the high mark."""

from __future__ import annotations

from collections.abc import Iterable

from reference_loop import ReferenceLoop
from reference_loop.transports.stream import Bytes, StreamTransport

BREAKS = "FLOW-19"
AFTER = "https://github.com/python/cpython/issues/127655"


class Wrong(StreamTransport):
    in_lines = False

    def writelines(self, list_of_data: Iterable[Bytes]) -> None:
        self.in_lines = True
        super().writelines(list_of_data)
        self.in_lines = False

    def _note_size(self) -> None:
        if not self.in_lines:
            super()._note_size()


class Mutant(ReferenceLoop):
    stream_type = Wrong


new_event_loop = Mutant
