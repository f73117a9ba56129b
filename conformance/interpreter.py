"""Faults of single releases of CPython that show in the exam, each listed once, for the targets that show it.

Keeps true: a clause is never loosened for the sake of one release; it is named instead, with a link.
Deliberately knows no loop.
"""

from __future__ import annotations

from conformance.target import Deviation

NESTED_RUN = Deviation(
    clause="LIFE-10",
    reason="a refused nested run_forever() leaves the thread without its running loop",
    link="https://github.com/python/cpython/issues/130145",
    python=("3.13.0", "3.13.1", "3.13.2"),
)
EAGER_GET_CORO = Deviation(
    clause="EAGER-06",
    reason="get_coro() of the C Task crashes for a task that finished in its eager step",
    link="https://github.com/python/cpython/issues/122332",
    python=("3.12.0", "3.12.1", "3.12.2", "3.12.3", "3.12.4"),
)
EXECUTOR_TIMEOUT = Deviation(
    clause="EXEC-12",
    reason="shutdown_default_executor(timeout) waits for the jobs before it looks at the time",
    link="https://github.com/python/cpython/issues/111358",
    python=("3.12.0", "3.12.1", "3.12.2"),
)
FACTORY_NAME = Deviation(
    clause="TASK-10",
    reason="create_task() names each task without a name 'None' when there is a task factory",
    link="https://github.com/python/cpython/issues/130033",
    python=("3.13.0", "3.13.1", "3.13.2"),
)
WRITELINES = Deviation(
    clause="FLOW-19",
    reason="writelines() of the selector transport does not look at the high mark",
    link="https://github.com/python/cpython/issues/127655",
    python=(*(f"3.12.{micro}" for micro in range(9)), "3.13.0", "3.13.1"),
)
EMPTY_PIECE = Deviation(
    clause="TRANS-26",
    reason="an empty piece given to writelines() stays in the buffer of the selector transport for ever",
    link="https://github.com/python/cpython/issues/155888",
    python=("3.12", "3.13"),
)
DATAGRAM_TYPE = Deviation(
    clause="DGRAM-21",
    reason="the datagram transport of the selector loop is no subclass of asyncio.DatagramTransport",
    link="https://github.com/python/cpython/issues/90352",
    python=("3.11",),
)
DATAGRAM_SIZE = Deviation(
    clause="DGRAM-38",
    reason="the header that a waiting datagram counts for stays counted when it has gone",
    link="https://github.com/python/cpython/issues/135444",
    python=tuple(f"3.13.{micro}" for micro in range(6)),
)
SENDFILE_BUFFER = Deviation(
    clause="FILE-21",
    reason="the fallback of sendfile() reads into a buffer of which the transport still has pieces to send",
    link="https://github.com/python/cpython/blob/3.12/Lib/asyncio/base_events.py",
    python=("3.12", "3.13"),
)
BYTEARRAY = Deviation(
    clause="TLS-63",
    reason="over TLS, what comes in after the first record is read into a copy of a bytearray, and lost",
    link="https://github.com/python/cpython/issues/156275",
)
BUFFERED_PIPE = Deviation(
    clause="PIPE-14",
    reason="the transport of connect_read_pipe() calls data_received() of a BufferedProtocol, which has none",
    link="https://github.com/python/cpython/blob/main/Lib/asyncio/unix_events.py",
)
END_TWICE = Deviation(
    clause="PROTO-21",
    reason="pause_reading() and resume_reading() after eof_received() have the end told again",
    link="https://github.com/python/cpython/blob/main/Lib/asyncio/selector_events.py",
)
STDLIB = (
    NESTED_RUN, EAGER_GET_CORO, EXECUTOR_TIMEOUT, WRITELINES, EMPTY_PIECE, DATAGRAM_TYPE, DATAGRAM_SIZE,
    BYTEARRAY, SENDFILE_BUFFER,
    BYTEARRAY, BUFFERED_PIPE, END_TWICE,
)  # fmt: skip
"""What every flavour of the standard library's loop shows."""
