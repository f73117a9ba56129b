"""What writelines() left waiting is missing in get_write_buffer_size()."""

from __future__ import annotations

from collections.abc import Iterable

from reference_loop import ReferenceLoop
from reference_loop.transports.stream import Bytes, StreamTransport

BREAKS = "FLOW-15"


class Wrong(StreamTransport):
    lines = 0

    def writelines(self, list_of_data: Iterable[Bytes]) -> None:
        before = len(self._buffer)
        super().writelines(list_of_data)
        self.lines += len(self._buffer) - before

    def get_write_buffer_size(self) -> int:
        return max(0, len(self._buffer) - self.lines)


class Mutant(ReferenceLoop):
    stream_type = Wrong


new_event_loop = Mutant
