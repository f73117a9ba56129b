"""writelines() writes the last piece first."""

from __future__ import annotations

from collections.abc import Iterable

from reference_loop import ReferenceLoop
from reference_loop.transports.pipes import WritePipeTransport
from reference_loop.transports.stream import Bytes

BREAKS = "PIPE-17"


class Wrong(WritePipeTransport):
    def writelines(self, list_of_data: Iterable[Bytes]) -> None:
        for data in reversed(list(list_of_data)):
            self.write(data)


class Mutant(ReferenceLoop):
    write_pipe_type = Wrong


new_event_loop = Mutant
