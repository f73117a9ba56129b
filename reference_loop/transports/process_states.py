"""The life of a child process as its transport sees it, as a table of the same kind as those of states.py.

Keeps true: the table is total, and every state can be reached; the same test holds it.
Does not know: what the child does, nor what goes through its pipes.

    BORN -- made --> ALIVE -- exited --> EXITED -- emptied --> GONE

BORN    it was started, and its protocol has not been told: nobody reads its pipes yet.
ALIVE   it runs, as far as anybody knows.
EXITED  its return code is known. Never together with: a signal that is sent. A pipe of it may be open still:
        others may have it, and may write.
GONE    for ever. The protocol is about to hear connection_lost(), or has heard it; all pipes are closed.
"""

from __future__ import annotations

from enum import Enum

from .. import io_errors
from ..states import Machine, Refusal


class ProcessState(Enum):
    """Where a child process is in its life."""

    BORN = "born"
    ALIVE = "alive"
    EXITED = "exited"
    GONE = "gone"


BORN, ALIVE, EXITED, GONE = ProcessState

_EVENTS = ("made", "exited", "emptied", "signal")


def _impossible() -> Exception:
    return RuntimeError("a bug of the loop: this cannot happen to a child in this state")


def _moves() -> dict[tuple[ProcessState, str], ProcessState | Refusal]:
    """Whatever is not written here is a bug."""
    moves: dict[tuple[ProcessState, str], ProcessState | Refusal] = {
        (state, event): _impossible for state in ProcessState for event in _EVENTS
    }
    moves.update(
        {
            (BORN, "made"): ALIVE,  # PROC-60
            (BORN, "signal"): BORN,
            (ALIVE, "exited"): EXITED,  # PROC-65
            (ALIVE, "emptied"): ALIVE,
            (ALIVE, "signal"): ALIVE,
            (EXITED, "emptied"): GONE,  # PROC-67 PROC-69
            (EXITED, "signal"): EXITED,  # PROC-53
            (GONE, "signal"): io_errors.no_such_process,  # PROC-52 PROC-92
        }
    )
    return moves


PROCESS: Machine[ProcessState] = Machine("process", BORN, _moves())
