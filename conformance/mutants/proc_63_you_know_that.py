"""The end of a pipe that was closed here is not told."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.pipes import WritePipeTransport
from reference_loop.transports.process import ProcessTransport

BREAKS = "PROC-63"


class Closing(WritePipeTransport):
    closed_here = False

    def close(self) -> None:
        self.closed_here = True
        super().close()

    def write_eof(self) -> None:
        super().close()


class Wrong(ProcessTransport):
    def pipe_lost(self, fd: int, error: Exception | None) -> None:
        if not self._closing and getattr(self._pipes[fd], "closed_here", False):
            self._open.discard(fd)
            self._end_if_all_is_over()
        else:
            super().pipe_lost(fd, error)


class Mutant(ReferenceLoop):
    write_pipe_type = Closing
    process_type = Wrong


new_event_loop = Mutant
