"""ReferenceLoop: the public face, whole. The network, and what only POSIX has.

Keeps true: each method checks its arguments, and hands on to the part that does the work.
Does not know: how any of it is done. The methods stand in the order of the chapters of the specification.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from .network import NetworkLoop


class ReferenceLoop(NetworkLoop):
    """An asyncio event loop written to be read.

    Args:
        clock: where time comes from; by default the system's monotonic clock.
        chooser: asked wherever the documentation leaves the loop free (see choices.py); by default nobody.

    Only `call_soon_threadsafe`, `time`, `is_running`, `is_closed` and `get_debug` may be called from another
    thread than the one that runs the loop.
    """

    if TYPE_CHECKING:  # not written yet: NotImplementedError, inherited, which type checkers call abstract
        connect_read_pipe = connect_write_pipe = cast("Any", None)
        create_unix_connection = cast("Any", None)
        create_unix_server = subprocess_exec = subprocess_shell = cast("Any", None)


def new_event_loop() -> ReferenceLoop:
    """Return a new loop that runs in real time: the factory to hand to `asyncio.Runner` and `asyncio.run`."""
    return ReferenceLoop()  # RUN-03 RUN-18
