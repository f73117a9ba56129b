"""All states and all legal moves of the loop's machines, as literal tables.

A machine is a set of states, a set of events, and for *every* pair of the two one row: either the state it
leads to, or the error that refuses it. There is no third case, and no move that is not in a table. The life
cycles that change rarely (the loop's own) call ``advance()``. Handles, futures and tasks run millions of
times a second: their methods are plain ``if`` statements, and an exhaustive test (every state x every event)
holds them to their table.

Keeps true: the tables are total, and every state can be reached.
Does not know: who moves, and what else happens on a move. Diagrams are drawn from here (``Machine.diagram``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, Generic, TypeVar

from . import errors, io_errors

S = TypeVar("S", bound=Enum)
Refusal = Callable[..., Exception]


@dataclass(frozen=True)
class Machine(Generic[S]):
    """One table: ``moves[state, event]`` is the next state, or the function that makes the refusing error."""

    name: str
    start: S
    moves: Mapping[tuple[S, str], S | Refusal]

    @property
    def events(self) -> tuple[str, ...]:
        """The events in the order of their first row."""
        return tuple(dict.fromkeys(event for _, event in self.moves))

    def diagram(self) -> str:
        """Return the machine in Graphviz' dot language; refused moves and stays are left out."""
        arrows = [
            f'  {state.name} -> {row.name} [label="{event}"];'
            for (state, event), row in self.moves.items()
            if isinstance(row, Enum) and row is not state
        ]
        return "\n".join([f"digraph {self.name} {{", *arrows, "}"])


# --------------------------------------------------------------------------------------------------- the loop
# IDLE         made, or back from a run. Never together with: being anyone's running loop.
# STOP_ASKED   stop() was called while idle: the next run makes exactly one turn.
# RUNNING      inside run_forever(): turns follow one another.
# STOPPING     the turn in progress is the last one; its batch still runs whole.
# CLOSED       for ever. Nothing can be scheduled any more.


class LoopState(Enum):
    """Where a loop is in its life."""

    __hash__ = object.__hash__  # Enum's own hashes the name, in Python, at each look into the table

    IDLE = "idle"
    STOP_ASKED = "stop asked"
    RUNNING = "running"
    STOPPING = "stopping"
    CLOSED = "closed"


IDLE, STOP_ASKED, RUNNING, STOPPING, CLOSED = LoopState

LOOP = Machine(
    "loop",
    IDLE,
    {
        (IDLE, "run"): RUNNING,
        (IDLE, "stop"): STOP_ASKED,  # STOP-01
        (IDLE, "end"): errors.nothing_runs,
        (IDLE, "close"): CLOSED,
        (STOP_ASKED, "run"): STOPPING,  # STOP-01 STOP-02
        (STOP_ASKED, "stop"): STOP_ASKED,
        (STOP_ASKED, "end"): errors.nothing_runs,
        (STOP_ASKED, "close"): CLOSED,
        (RUNNING, "run"): errors.loop_already_running,  # LIFE-09
        (RUNNING, "stop"): STOPPING,  # STOP-03
        (RUNNING, "end"): IDLE,  # LIFE-16
        (RUNNING, "close"): errors.close_while_running,  # CLOSE-05
        (STOPPING, "run"): errors.loop_already_running,
        (STOPPING, "stop"): STOPPING,  # STOP-06
        (STOPPING, "end"): IDLE,  # STOP-05 LIFE-08
        (STOPPING, "close"): errors.close_while_running,
        (CLOSED, "run"): errors.loop_closed,  # CLOSE-06
        (CLOSED, "stop"): CLOSED,
        (CLOSED, "end"): errors.nothing_runs,
        (CLOSED, "close"): CLOSED,  # CLOSE-03
    },
)

# ------------------------------------------------------------------------------------------------- the handle
# LIVE         its callback will be called when the queue hands it out. That this happens at most once is the
# queue's
#              promise: a handle does not know whether it has run, and can still be cancelled afterwards, to
#              no effect.
# CANCELLED    for ever. Running it calls nothing; it has let go of its callback and arguments.


class HandleState(Enum):
    """Whether a handle will still call its callback."""

    LIVE = "live"
    CANCELLED = "cancelled"


HANDLE = Machine(
    "handle",
    HandleState.LIVE,
    {
        (HandleState.LIVE, "run"): HandleState.LIVE,
        (HandleState.LIVE, "cancel"): HandleState.CANCELLED,
        (HandleState.CANCELLED, "run"): HandleState.CANCELLED,
        (HandleState.CANCELLED, "cancel"): HandleState.CANCELLED,
    },
)

# ------------------------------------------------------------------------------------------------- the future
# PENDING      no outcome yet; callbacks gather. Leaves this state once, and never comes back.
# CANCELLED    nobody will deliver an outcome; result() and exception() raise CancelledError.
# FINISHED     a result or an exception is there.


class FutureState(Enum):
    """Whether a future has its outcome. The names are those its repr shows."""

    PENDING = "PENDING"
    CANCELLED = "CANCELLED"
    FINISHED = "FINISHED"


PENDING, CANCELLED, FINISHED = FutureState

FUTURE = Machine(
    "future",
    PENDING,
    {
        (PENDING, "set_result"): FINISHED,
        (PENDING, "set_exception"): FINISHED,
        (PENDING, "cancel"): CANCELLED,
        (CANCELLED, "set_result"): errors.already_done,
        (CANCELLED, "set_exception"): errors.already_done,
        (CANCELLED, "cancel"): CANCELLED,
        (FINISHED, "set_result"): errors.already_done,
        (FINISHED, "set_exception"): errors.already_done,
        (FINISHED, "cancel"): FINISHED,
    },
)

# --------------------------------------------------------------------------------------------------- the task
#
#            +--------- yielded None ---------+
#            v                                |
#         QUEUED ------- step ---------> STEPPING ---- returned, raised, cancelled --> FINISHED | CANCELLED
#            ^                                |
#            +--- woken --- WAITING <--- awaits
#
# QUEUED       an entry of the ready queue; the queue hands it out once. Never together with: a future
# awaited. STEPPING     its coroutine runs, right now, as the current task of its loop. WAITING      a future
# has its wake-up as a callback. Never together with: an entry in the queue. CANCELLED / FINISHED   as for any
# future; the coroutine is let go.


class TaskState(Enum):
    """What a task is doing. To the outside, all but the last two are PENDING."""

    QUEUED = "queued"
    STEPPING = "stepping"
    WAITING = "waiting"
    CANCELLED = "cancelled"
    FINISHED = "finished"


def _impossible() -> Exception:
    return RuntimeError("a bug of the loop: this cannot happen in this state")


def _task_moves() -> dict[tuple[TaskState, str], TaskState | Refusal]:
    events = ("step", "yielded", "awaits", "woken", "returned", "raised", "cancelled")
    moves: dict[tuple[TaskState, str], TaskState | Refusal] = {
        (state, event): _impossible for state in TaskState for event in events
    }
    moves.update(
        {
            (TaskState.QUEUED, "step"): TaskState.STEPPING,
            (TaskState.STEPPING, "yielded"): TaskState.QUEUED,
            (TaskState.STEPPING, "awaits"): TaskState.WAITING,
            (TaskState.STEPPING, "returned"): TaskState.FINISHED,
            (TaskState.STEPPING, "raised"): TaskState.FINISHED,
            (TaskState.STEPPING, "cancelled"): TaskState.CANCELLED,
            (TaskState.WAITING, "woken"): TaskState.QUEUED,
        }
    )
    return moves


TASK: Machine[TaskState] = Machine("task", TaskState.QUEUED, _task_moves())

# ----------------------------------------------------------------------------------------- the cancel request
# NONE         nobody has asked, or what was asked has reached the coroutine.
# OWED         CancelledError is to be thrown in at the next step. Never together with: WAITING undisturbed.
# PASSED_ON    the awaited future took the request; its CancelledError will come back by the wake-up.


class CancelState(Enum):
    """Where a task's request to be cancelled is on its way to the coroutine."""

    NONE = "none"
    OWED = "owed"
    PASSED_ON = "passed on"


CANCEL = Machine(
    "cancel_request",
    CancelState.NONE,
    {
        (CancelState.NONE, "asked"): CancelState.OWED,
        (CancelState.NONE, "taken"): CancelState.PASSED_ON,
        (CancelState.NONE, "thrown"): CancelState.NONE,
        (CancelState.NONE, "withdrawn"): CancelState.NONE,
        (CancelState.OWED, "asked"): CancelState.OWED,
        (CancelState.OWED, "taken"): CancelState.PASSED_ON,
        (CancelState.OWED, "thrown"): CancelState.NONE,
        (CancelState.OWED, "withdrawn"): CancelState.NONE,
        (CancelState.PASSED_ON, "asked"): CancelState.OWED,
        (CancelState.PASSED_ON, "taken"): CancelState.PASSED_ON,
        (CancelState.PASSED_ON, "thrown"): CancelState.NONE,
        (CancelState.PASSED_ON, "withdrawn"): CancelState.PASSED_ON,
    },
)

# --------------------------------------------------------------------------------------------------- the flow
# FLOWING      the protocol may write.
# PAUSED       it was asked to wait. Never together with: a buffer that has drained to the low mark.


class FlowState(Enum):
    """Whether a protocol has been asked to stop writing."""

    __hash__ = object.__hash__

    FLOWING = "flowing"
    PAUSED = "paused"


FLOWING, PAUSED = FlowState

FLOW = Machine(
    "flow",
    FLOWING,
    {
        (FLOWING, "above"): PAUSED,  # FLOW-08
        (FLOWING, "between"): FLOWING,
        (FLOWING, "drained"): FLOWING,
        (PAUSED, "above"): PAUSED,  # FLOW-10
        (PAUSED, "between"): PAUSED,  # FLOW-13
        (PAUSED, "drained"): FLOWING,  # FLOW-11
    },
)

# ------------------------------------------------------------------------------------------------- the stream
# OPEN         bytes go both ways.
# FLUSHING     close() was called: what is buffered still goes out, nothing comes in.
# LOSING       the protocol is about to hear connection_lost(). Never together with: anything in the buffer.
# LOST         for ever. It has heard it, and the socket is closed.


class StreamState(Enum):
    """Where a stream transport is in its life."""

    __hash__ = object.__hash__

    OPEN = "open"
    FLUSHING = "flushing"
    LOSING = "losing"
    LOST = "lost"


OPEN, FLUSHING, LOSING, LOST = StreamState

STREAM = Machine(
    "stream",
    OPEN,
    {
        (OPEN, "flushed"): OPEN,
        (OPEN, "close"): FLUSHING,
        (OPEN, "abort"): LOSING,
        (OPEN, "lost"): _impossible,
        (FLUSHING, "flushed"): LOSING,
        (FLUSHING, "close"): FLUSHING,
        (FLUSHING, "abort"): LOSING,
        (FLUSHING, "lost"): _impossible,
        (LOSING, "flushed"): LOSING,
        (LOSING, "close"): LOSING,
        (LOSING, "abort"): LOSING,
        (LOSING, "lost"): LOST,  # PROTO-08
        (LOST, "flushed"): LOST,
        (LOST, "close"): LOST,
        (LOST, "abort"): LOST,
        (LOST, "lost"): _impossible,
    },
)

# ---------------------------------------------------------------------------------------------- its write end
# WRITABLE     write() takes bytes.
# ENDING       write_eof() was called: what is buffered still goes out.
# ENDED        the peer has been told that this was all.


class WriteEndState(Enum):
    """Whether more can be written."""

    __hash__ = object.__hash__

    WRITABLE = "writable"
    ENDING = "ending"
    ENDED = "ended"


WRITABLE, ENDING, ENDED = WriteEndState

WRITE_END = Machine(
    "write_end",
    WRITABLE,
    {
        (WRITABLE, "write"): WRITABLE,
        (WRITABLE, "write_eof"): ENDING,
        (WRITABLE, "flushed"): WRITABLE,
        (ENDING, "write"): io_errors.write_after_eof,
        (ENDING, "write_eof"): ENDING,
        (ENDING, "flushed"): ENDED,
        (ENDED, "write"): io_errors.write_after_eof,
        (ENDED, "write_eof"): ENDED,
        (ENDED, "flushed"): ENDED,
    },
)

# -------------------------------------------------------------------------- what a protocol is told, in order
#
#     NEW -- connection_made --> CONNECTED -- eof_received --> HALF_CLOSED
#                                    |                             |
#                                    +------ connection_lost ------+--> DISCONNECTED
#
# CONNECTED    data comes, by data_received() or by get_buffer() and buffer_updated(), any number of times;
#              to an endpoint of datagrams, by datagram_received() and error_received().
# HALF_CLOSED  the peer sends no more. Bytes may still go to it, so flow control goes on.


class ProtocolState(Enum):
    """What a protocol has been told so far."""

    __hash__ = object.__hash__

    NEW = "new"
    CONNECTED = "connected"
    HALF_CLOSED = "half closed"
    DISCONNECTED = "disconnected"


NEW, CONNECTED, HALF_CLOSED, DISCONNECTED = ProtocolState


def _protocol_calls() -> dict[tuple[ProtocolState, str], ProtocolState | Refusal]:
    reading = (
        "data_received", "get_buffer", "buffer_updated", "datagram_received", "error_received",
    )  # fmt: skip
    flow = ("pause_writing", "resume_writing")
    calls: dict[tuple[ProtocolState, str], ProtocolState | Refusal] = {
        (state, call): _impossible
        for state in ProtocolState
        for call in ("connection_made", *reading, "eof_received", *flow, "connection_lost")
    }
    calls[NEW, "connection_made"] = CONNECTED
    calls.update({(CONNECTED, call): CONNECTED for call in (*reading, *flow)})
    calls[CONNECTED, "eof_received"] = HALF_CLOSED  # PROTO-06
    calls.update({(HALF_CLOSED, call): HALF_CLOSED for call in flow})
    calls.update({(state, "connection_lost"): DISCONNECTED for state in (CONNECTED, HALF_CLOSED)})
    return calls


PROTOCOL: Machine[ProtocolState] = Machine("protocol_calls", NEW, _protocol_calls())

# ------------------------------------------------------------------------------------------------- the server
# BOUND        it has its addresses, and accepts nobody yet.
# SERVING      clients are accepted.
# CLOSING      close() was called; connections are left. Never together with: a socket that listens.
# DOWN         for ever. Nothing is left, and nobody waits in wait_closed().


class ServerState(Enum):
    """Where a server is in its life."""

    BOUND = "bound"
    SERVING = "serving"
    CLOSING = "closing"
    DOWN = "down"


BOUND, SERVING, CLOSING, DOWN = ServerState

SERVER = Machine(
    "server",
    BOUND,
    {
        (BOUND, "start"): SERVING,  # SERVE-31 SERVE-32
        (BOUND, "close"): CLOSING,
        (BOUND, "emptied"): BOUND,
        (SERVING, "start"): SERVING,  # SERVE-33
        (SERVING, "close"): CLOSING,
        (SERVING, "emptied"): SERVING,
        (CLOSING, "start"): io_errors.server_closed,
        (CLOSING, "close"): CLOSING,
        (CLOSING, "emptied"): DOWN,  # SERVE-48
        (DOWN, "start"): io_errors.server_closed,
        (DOWN, "close"): DOWN,  # SERVE-42
        (DOWN, "emptied"): DOWN,
    },
)

MACHINES: tuple[Machine[Any], ...] = (
    LOOP,
    HANDLE,
    FUTURE,
    TASK,
    CANCEL,
    FLOW,
    STREAM,
    WRITE_END,
    PROTOCOL,
    SERVER,
)


def advance(machine: Machine[S], state: S, event: str) -> S:
    """Return the state that follows `event` in `state`, or raise the error that refuses it."""
    row = machine.moves[state, event]
    if isinstance(row, Enum):
        return row  # pyright: ignore[reportReturnType] - mypy knows that a row of S that is an Enum is an S
    raise row()
