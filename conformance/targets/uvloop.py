"""uvloop: libuv behind asyncio's interface, in Cython."""

import asyncio

from conformance.capabilities import VOCABULARY
from conformance.interpreter import EAGER_GET_CORO, EXECUTOR_TIMEOUT
from conformance.target import Deviation, Target


def new_event_loop() -> asyncio.AbstractEventLoop:
    """A new uvloop.Loop; the import happens here, so that the registry loads without it."""
    import uvloop

    return uvloop.new_event_loop()


UVLOOP = "https://github.com/MagicStack/uvloop"
HANDLES = f"{UVLOOP}/blob/master/uvloop/cbhandles.pyx"
LOOP = f"{UVLOOP}/blob/master/uvloop/loop.pyx"
DNS = f"{UVLOOP}/blob/master/uvloop/dns.pyx"

STOP = "stop() is queued as a callback, so one more batch runs before the loop stops"
NO_TIMER = (
    "call_later() and call_at() return a plain handle without when() for a delay of 0 ms, rounded, or less"
)
TIMERS = "timer handles are a class of their own, no subclass of asyncio.TimerHandle, at any delay"
OVERDUE = "a timer that is overdue when it is set is queued as by call_soon(), whatever its deadline"
EXIT = "an exit raised by a callback stops the loop as stop() does, and comes out after one more batch"
CONTEXT = "call_exception_handler() does not look for the context of a task or handle"
SIGNALS_AT_REST = (
    "while the loop does not run, remove_signal_handler() does nothing and returns False, also for close()"
)
NO_SIGNALS_AT_REST = (
    "a signal that arrives while the loop does not run waits for one that comes while it runs"
)
NO_BOOL = "remove_reader() and remove_writer() return None"
NUMERIC = "numeric hosts are answered without the system's resolver, with the protocol that fits the type"
EARLY = "create_connection() calls the factory before it connects"
NO_GROUP = "create_connection() has no parameter all_errors"
TRANSPORTS = "transports are classes of their own, no subclasses of asyncio.Transport"
FROM_THE_START = "reading begins after connection_made(), whether it was paused there or not"
FALSY = "write() takes anything that is false for no data, before it looks at the type"
DEAD = "write() on a transport whose handle is closed raises RuntimeError"
BARE_END = "the end of the connection below drops what is paused, and is no eof_received()"
FOLDER = f"{UVLOOP}/blob/master/uvloop/handles"
SERVER = f"{UVLOOP}/blob/master/uvloop/server.pyx"
ACCEPT = "libuv accepts who waits and closes the connection, in silence, when no descriptor is left"
FILE_AS_PIPE = "libuv takes a regular file for a pipe, and ends the process when it cannot watch it"
DEVICE_AS_PIPE = "libuv takes a device for a pipe, and ends the process when it cannot watch it"
BARE_PIPE = "a pipe whose caller was cancelled has its descriptor closed, and not the object that owns it"
NO_CLIENTS = "servers have no close_clients() and abort_clients()"
MISSING = frozenset({"happy_eyeballs", "sendfile", "socket_datagrams", "socket_sendfile", "unix_datagrams"})
"""Not implemented: https://github.com/MagicStack/uvloop/issues/406, /issues/228, /issues/561, /issues/403."""
PROCESS = f"{FOLDER}/process.pyx"
OWN_CHILDREN = "a child is started by libuv, not by subprocess.Popen, and knows fewer options"
INHERITED = "descriptors are left to be inherited, so a child has its pipes twice, and may have others'"
EAGER = "create_task() passes eager_start to a task factory that cannot take it before 3.13.3"
EAGER_PYTHONS = ("3.13.0", "3.13.1", "3.13.2")

DEVIATIONS = (
    EAGER_GET_CORO,
    Deviation("STOP-04", STOP, f"{UVLOOP}/issues/517"),
    Deviation("LIFE-19", EXIT, LOOP),
    Deviation("LIFE-20", "run_until_complete() makes a task of a coroutine before it refuses it", LOOP),
    Deviation("CLOSE-13", "a loop that is dropped open is left open, without a warning", LOOP),
    Deviation("SOON-06", "handles are a class of their own, no subclass of asyncio.Handle", HANDLES),
    Deviation("HANDLE-09", "handles have no get_context()", HANDLES),
    Deviation("TIMER-04", OVERDUE, LOOP),
    Deviation("TIMER-06", TIMERS, HANDLES),
    Deviation("TIMER-07", NO_TIMER, f"{UVLOOP}/issues/482"),
    Deviation("TIMER-08", NO_TIMER, f"{UVLOOP}/issues/482"),
    Deviation("TIMER-15", NO_TIMER, f"{UVLOOP}/issues/482"),
    Deviation("FAIL-20", CONTEXT, LOOP),
    Deviation("READY-03", NO_BOOL, LOOP),
    Deviation("READY-04", NO_BOOL, LOOP),
    Deviation("EXEC-07", "set_default_executor() takes any object", LOOP),
    Deviation("EXEC-12", EXECUTOR_TIMEOUT.reason, LOOP),
    Deviation("EXEC-22", NUMERIC, DNS),
    Deviation("CONN-03", EARLY, LOOP),
    Deviation("CONN-12", NO_GROUP, LOOP),
    Deviation("CONN-13", TRANSPORTS, f"{FOLDER}/tcp.pyx"),
    Deviation(
        "PROTO-21", "resume_reading() after eof_received() has the end told again", f"{FOLDER}/stream.pyx"
    ),
    Deviation("TRANS-21", FALSY, f"{FOLDER}/stream.pyx"),
    Deviation("TRANS-24", DEAD, f"{UVLOOP}/issues/506"),
    Deviation("TRANS-25", FROM_THE_START, f"{FOLDER}/basetransport.pyx"),
    Deviation("SOCK-28", "the sock_* methods do not look whether a socket is an SSLSocket", LOOP),
    Deviation("DGRAM-11", "a handle whose socket cannot be bound is left open", LOOP),
    Deviation("DGRAM-14", "an endpoint that may broadcast is connected to its remote address", LOOP),
    Deviation("DGRAM-20", "addresses without a family in common raise OSError", LOOP),
    Deviation("DGRAM-21", "the transport is no subclass of asyncio.DatagramTransport", f"{FOLDER}/udp.pyx"),
    Deviation("DGRAM-32", "sendto() takes anything that is false for no data", f"{UVLOOP}/issues/594"),
    Deviation("DGRAM-36", "what waits is the caller's own buffer", f"{FOLDER}/udp.pyx"),
    Deviation("DGRAM-62", "each datagram that abort() loses is reported as an error", f"{FOLDER}/udp.pyx"),
    Deviation(
        "SERVE-03", "servers are a class of their own, no subclass of asyncio.Server", f"{UVLOOP}/issues/131"
    ),
    Deviation("SERVE-18", "create_server() has no parameter keep_alive", LOOP),
    Deviation("SERVE-23", "an address that is named several times is bound several times", LOOP),
    Deviation("SERVE-39", "close() leaves serve_forever() waiting", f"{UVLOOP}/issues/602"),
    Deviation("SERVE-48", "wait_closed() of a closed server returns at once", SERVER),
    Deviation("SERVE-53", NO_CLIENTS, f"{UVLOOP}/issues/683"),
    Deviation("SERVE-54", NO_CLIENTS, SERVER),
    Deviation("SERVE-65", "after a factory has raised, nobody is accepted", f"{FOLDER}/streamserver.pyx"),
    Deviation("SERVE-67", ACCEPT, "https://github.com/libuv/libuv/blob/v1.x/src/unix/stream.c"),
    Deviation("SERVE-68", ACCEPT, "https://github.com/libuv/libuv/blob/v1.x/src/unix/stream.c"),
    Deviation("TLS-39", BARE_END, f"{UVLOOP}/pull/661"),
    Deviation("TLS-46", BARE_END, f"{UVLOOP}/pull/385"),
    Deviation("TLS-74", NO_CLIENTS, f"{UVLOOP}/issues/683"),
    Deviation("UNIX-03", "paths are C strings, so an abstract name has no length", f"{UVLOOP}/issues/528"),
    Deviation("UNIX-04", "create_unix_connection() calls the factory before it connects", LOOP),
    Deviation("PIPE-24", DEAD, f"{UVLOOP}/issues/506"),
    Deviation("PIPE-28", FILE_AS_PIPE, "https://github.com/libuv/libuv/issues/281"),
    Deviation("PIPE-30", BARE_PIPE, LOOP),
    Deviation("PIPE-35", FROM_THE_START, f"{FOLDER}/basetransport.pyx"),
    Deviation("PIPE-51", DEVICE_AS_PIPE, "https://github.com/libuv/libuv/issues/281"),
    Deviation("PROC-05", "the transport is no subclass of asyncio.SubprocessTransport", PROCESS),
    Deviation("PROC-15", "the pipes of children are sockets", f"{UVLOOP}/issues/505"),
    Deviation("PROC-19", "executable takes the place of args[0]", LOOP),
    Deviation("PROC-23", OWN_CHILDREN, f"{UVLOOP}/issues/618"),
    Deviation("PROC-31", INHERITED, LOOP),
    Deviation("PROC-51", "is_closing() is False until the child has exited", PROCESS),
    Deviation("PROC-55", OWN_CHILDREN, PROCESS),
    Deviation("PROC-67", "a child that ends before connection_made() is over with its first pipe", PROCESS),
    Deviation("PROC-70", INHERITED, PROCESS),
    Deviation("PROC-71", INHERITED, PROCESS),
    Deviation("PROC-88", DEAD, f"{UVLOOP}/issues/506"),
    Deviation("DEBUG-16", "debug mode does not look whether a callback is a coroutine function", LOOP),
    *(Deviation(f"SIG-{number}", SIGNALS_AT_REST, LOOP) for number in (10, 12, 13, 20)),
    Deviation("SIG-22", NO_SIGNALS_AT_REST, LOOP),
    *(Deviation(f"EAGER-{number:02}", EAGER, f"{UVLOOP}/pull/748", EAGER_PYTHONS) for number in range(1, 11)),
)

TARGET = Target(
    name="uvloop",
    factory=new_event_loop,
    description="uvloop.Loop (libuv)",
    can=frozenset(VOCABULARY) - MISSING,
    deviations=DEVIATIONS,
    package="uvloop",
)
