"""writelines() sends the pieces in the order of the alphabet."""

from __future__ import annotations

from collections.abc import Iterable

from reference_loop import ReferenceLoop
from reference_loop.transports.stream import Bytes, StreamTransport

BREAKS = "TRANS-08"


class Wrong(StreamTransport):
    def writelines(self, list_of_data: Iterable[Bytes]) -> None:
        super().writelines(sorted(map(bytes, list_of_data)))


class Mutant(ReferenceLoop):
    stream_type = Wrong


new_event_loop = Mutant
