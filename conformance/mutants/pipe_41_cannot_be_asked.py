"""The transport of a reading pipe has no is_reading()."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.pipes import ReadPipeTransport

BREAKS = "PIPE-41"


class Wrong(ReadPipeTransport):
    is_reading = None  # type: ignore[assignment]  # what is wrong with it


class Mutant(ReferenceLoop):
    read_pipe_type = Wrong


new_event_loop = Mutant
