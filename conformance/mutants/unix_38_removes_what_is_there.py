"""Whatever is at the path of a closed server is removed."""

from __future__ import annotations

import os
from contextlib import suppress

from reference_loop import ReferenceLoop
from reference_loop.paths import SocketFile
from reference_loop.unix import UnixServer

BREAKS = "UNIX-38"


class Bold(SocketFile):
    def remove(self) -> None:
        with suppress(FileNotFoundError):
            os.unlink(self.path)


class Wrong(UnixServer):
    def remove_when_closed(self, file: SocketFile | None) -> None:
        super().remove_when_closed(file and Bold(file.path, file.identity))


class Mutant(ReferenceLoop):
    unix_server_type = Wrong


new_event_loop = Mutant
