"""Debug mode needs PYTHONASYNCIODEBUG to be "1": other non-empty values are ignored."""

import asyncio
import os
import sys

BREAKS = "DEBUG-02"


class Mutant(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        super().__init__()
        self.set_debug(sys.flags.dev_mode or os.environ.get("PYTHONASYNCIODEBUG") == "1")


new_event_loop = Mutant
