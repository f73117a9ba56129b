"""writelines() takes an empty piece for the end."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile

from reference_loop import ReferenceLoop
from reference_loop.transports.stream import Bytes, StreamTransport

BREAKS = "TRANS-26"


class Wrong(StreamTransport):
    def writelines(self, list_of_data: Iterable[Bytes]) -> None:
        super().writelines(takewhile(len, list_of_data))


class Mutant(ReferenceLoop):
    stream_type = Wrong


new_event_loop = Mutant
