"""Every message we raise or report, as a function of its facts; each cites the clause it enforces.

Keeps true: a sentence is written once. The exception types are the documented ones, and where the stdlib's
loops share well-known words, ours begin with the same words.
Does not know: when to raise; callers write ``raise errors.loop_closed()``.
"""

from __future__ import annotations

import asyncio
import os
import sys

from .describe import shown


def loop_closed() -> RuntimeError:
    """Something was asked of a loop after close()."""
    return RuntimeError("Event loop is closed")  # CLOSE-06 CLOSE-07 CLOSE-08 THREAD-03


def loop_already_running() -> RuntimeError:
    """run_*() was called on a loop that runs."""
    return RuntimeError("This event loop is already running")  # LIFE-09


def other_loop_running() -> RuntimeError:
    """run_*() was called in a thread in which another loop runs."""
    return RuntimeError("Cannot run the event loop while another loop is running")  # LIFE-11


def close_while_running() -> RuntimeError:
    """close() was called from inside run_*()."""
    return RuntimeError("Cannot close a running event loop")  # CLOSE-05


def nothing_runs() -> RuntimeError:
    """A run was said to have ended, but none had begun: a bug of the loop itself."""
    return RuntimeError("The event loop is not running")


def stopped_too_early() -> RuntimeError:
    """stop() ended run_until_complete() before its future was done."""
    return RuntimeError("Event loop stopped before Future completed.")  # LIFE-12


def wrong_thread() -> RuntimeError:
    """Debug mode saw a method that is not thread-safe called from a foreign thread."""
    return RuntimeError(
        "Non-thread-safe operation invoked on an event loop other than the current one; "
        "use call_soon_threadsafe()"
    )


def not_callable(method: str, callback: object) -> TypeError:
    """A callback cannot be called."""
    return TypeError(f"a callable object was expected by {method}(), got {callback!r}")


def coroutine_as_callback(method: str) -> TypeError:
    """A coroutine (function) was given where a plain callback belongs."""
    return TypeError(f"coroutines cannot be used with {method}(); use create_task()")


def no_deadline() -> TypeError:
    """call_later() or call_at() was told None for the time."""
    return TypeError("a delay or deadline in seconds was expected, got None")  # TIMER-18


def not_an_executor(got: object) -> TypeError:
    """set_default_executor() takes thread pools only."""
    return TypeError(f"executor must be ThreadPoolExecutor instance, got {got!r}")


def executor_was_shut_down() -> RuntimeError:
    """run_in_executor(None, ...) after shutdown_default_executor()."""
    return RuntimeError("Executor shutdown has been called")  # EXEC-09


def executor_does_not_end(timeout: float | None) -> str:
    """shutdown_default_executor() gave up waiting (a RuntimeWarning)."""
    return f"The executor did not finish joining its threads within {timeout} seconds."


def generator_after_shutdown(generator: object) -> str:
    """An asynchronous generator was first iterated after shutdown_asyncgens() (a ResourceWarning)."""
    return f"asynchronous generator {generator!r} was scheduled after loop.shutdown_asyncgens() call"


def not_a_task_factory(got: object) -> TypeError:
    """set_task_factory() was told something that cannot be called."""
    return TypeError(f"task factory must be a callable or None, got {got!r}")


def not_an_exception_handler(got: object) -> TypeError:
    """set_exception_handler() was told something that cannot be called."""
    return TypeError(f"A callable object or None is expected, got {got!r}")


def fd_expected(got: object) -> ValueError:
    """A descriptor was asked for: a non-negative int, or an object with such a fileno()."""
    return ValueError(f"Invalid file object or descriptor: {got!r}")


def not_a_signal(got: object) -> TypeError:
    """A signal number was asked for."""
    return TypeError(f"sig must be an int, not {got!r}")


def no_such_signal(number: int) -> ValueError:
    """The system knows no signal of that number."""
    return ValueError(f"invalid signal number {number}")


def signal_cannot_be_caught(number: int) -> RuntimeError:
    """The system does not let anyone handle this signal."""
    return RuntimeError(f"sig {number} cannot be caught")


def signals_need_main_thread() -> RuntimeError:
    """Signals reach the main thread of the main interpreter only."""
    return RuntimeError("signal handlers can be added in the main thread only")


# Futures


def not_done() -> asyncio.InvalidStateError:
    """result() or exception() was asked of a pending future."""
    return asyncio.InvalidStateError("Result is not set.")


def exception_not_set() -> asyncio.InvalidStateError:
    """exception() was asked of a pending future."""
    return asyncio.InvalidStateError("Exception is not set.")


def already_done(state: str, future: object) -> asyncio.InvalidStateError:
    """set_result() or set_exception() on a future that is done."""
    return asyncio.InvalidStateError(f"{state}: {future!r}")


def stop_iteration_in_future(error: StopIteration) -> RuntimeError:
    """StopIteration cannot travel through `await`: TypeError before 3.12, since then what takes its place."""
    words = "StopIteration interacts badly with generators and cannot be raised into a Future"
    if sys.version_info < (3, 12):
        raise TypeError(words)
    replacement = RuntimeError(words)
    replacement.__cause__ = replacement.__context__ = error
    return replacement


def not_an_exception(got: object) -> TypeError:
    """set_exception() was told something that cannot be raised."""
    return TypeError(f"an exception, or a class of exceptions, was expected, got {shown(got)}")


def log_traceback_only_cleared() -> ValueError:
    """The never-retrieved mark may be cleared from outside, not set."""
    return ValueError("_log_traceback can only be set to False")


def awaited_without_yield_from() -> RuntimeError:
    """A future was resumed before it was done."""
    return RuntimeError("await wasn't used with future")


# Tasks


def not_a_coroutine(got: object) -> TypeError:
    """A task was asked to run something that is no coroutine."""
    return TypeError(f"a coroutine was expected, got {shown(got)}")


def stepped_after_end(task: object) -> asyncio.InvalidStateError:
    """Something woke a task that is done."""
    return asyncio.InvalidStateError(f"a pending task was expected to be woken, got {task!r}")


def task_owns_its_outcome(method: str) -> RuntimeError:
    """Only its coroutine decides what becomes of a task."""
    return RuntimeError(f"Task does not support {method} operation")


def awaits_itself(task: object, _future: object) -> RuntimeError:
    """A task waited for its own end."""
    return RuntimeError(f"Task cannot await on itself: {task!r}")


def foreign_future(task: object, future: object) -> RuntimeError:
    """A task waited for a future of another loop."""
    return RuntimeError(f"Task {task!r} got Future {shown(future)} attached to a different loop")


def yield_instead_of_await(task: object, got: object) -> RuntimeError:
    """A coroutine yielded a future bare, without `await`."""
    return RuntimeError(f"yield was used instead of yield from in task {task!r} with {shown(got)}")


def bad_yield(task: object, got: object) -> RuntimeError:
    """A coroutine yielded something that is neither a future nor None."""
    return RuntimeError(
        f"Task got bad yield: {shown(got)} in {task!r}; await a future, a task or a coroutine"
    )


def yielded_generator(task: object, got: object) -> RuntimeError:
    """A coroutine yielded a generator, a leftover of times before `await`."""
    return RuntimeError(
        f"yield was used instead of yield from for generator in task {task!r} with {shown(got)}"
    )


# Transports and connections


def bad_marks(low: int, high: int) -> ValueError:
    """The marks of a write buffer are out of order, or negative."""
    return ValueError(f"high ({high!r}) must be >= low ({low!r}) must be >= 0")  # FLOW-03 FLOW-04


def write_after_eof() -> RuntimeError:
    """Something was written after write_eof()."""
    return RuntimeError("Cannot call write() after write_eof()")  # TRANS-10


def empty_read_buffer() -> RuntimeError:
    """A BufferedProtocol gave no room to read into."""
    return RuntimeError("get_buffer() returned an empty buffer")  # PROTO-15


def stream_socket_expected(got: object) -> ValueError:
    """A socket for a stream is of type SOCK_STREAM."""
    return ValueError(f"A Stream Socket was expected, got {got!r}")  # CONN-05


def host_and_sock() -> ValueError:
    """create_connection() was told both where to connect and what is connected."""
    return ValueError("host/port and sock can not be specified at the same time")  # CONN-07


def neither_host_nor_sock() -> ValueError:
    """create_connection() was told neither where to connect nor what is connected."""
    return ValueError("host and port was not specified and no sock specified")  # CONN-08


def connect_failed(number: int, address: object) -> OSError:
    """The system refused to connect; the number chooses the subclass, such as ConnectionRefusedError."""
    return OSError(number, f"Connect call failed {address}")


def no_connection(failures: list[OSError]) -> OSError:
    """All addresses failed: the failure, when there is but one kind, else one that names them all."""
    words = [str(failure) for failure in failures]
    if len(set(words)) == 1:
        return failures[0]  # CONN-09
    return OSError(f"Multiple exceptions: {', '.join(words)}")


def no_local_address(family: object) -> OSError:
    """The wished-for local address is of another family than the remote one."""
    return OSError(f"no matching local address with family={family} found")


def bind_failed(failure: OSError, address: object) -> OSError:
    """The wished-for local address cannot be had."""
    return OSError(failure.errno, f"error while attempting to bind on address {address!r}: {failure}")


def host_or_path_and_sock() -> ValueError:
    """A server was told both where to listen and what is bound."""
    return ValueError("host/port or path, and sock, can not be specified at the same time")  # SERVE-11


def nothing_to_serve() -> ValueError:
    """A server was told neither where to listen nor what is bound."""
    return ValueError("neither host/port or path nor sock were specified")  # SERVE-12


def nowhere_to_listen(hosts: object) -> OSError:
    """No address at all was found for a server."""
    return OSError(f"could not bind on any address of {hosts!r}")


def no_such_option(name: str) -> ValueError:
    """A server was asked for what this system's sockets cannot do."""
    return ValueError(f"{name} not supported by socket module")


def server_closed() -> RuntimeError:
    """A closed server was asked to serve."""
    return RuntimeError("server is closed; create a new one")  # SERVE-38


def served_forever_already(server: object) -> RuntimeError:
    """serve_forever() was called while another call of it goes on."""
    return RuntimeError(f"server {server!r} is already being awaited on serve_forever()")  # SERVE-37


# TLS


def no_server_hostname() -> ValueError:
    """Nobody said whose certificate is expected."""
    return ValueError("You must set server_hostname when using ssl without a host")  # TLS-16


def only_with_tls(name: str) -> ValueError:
    """A parameter of TLS was given for a connection without it."""
    return ValueError(f"{name} is only meaningful with ssl")  # TLS-17


def bad_timeout(name: str, got: float) -> ValueError:
    """A time-out of TLS is no time."""
    return ValueError(f"{name} should be a positive number, got {got}")  # TLS-18


def server_without_context() -> ValueError:
    """A server was told to use TLS, but not with which certificate."""
    return ValueError("Server side SSL needs a valid SSLContext, got True")


def no_context(got: object) -> TypeError:
    """start_tls() was given something else than a context."""
    return TypeError(f"sslcontext is expected to be an instance of ssl.SSLContext, got {got!r}")  # TLS-29


def no_upgrade(transport: object) -> TypeError:
    """start_tls() was given something that is no connection of this loop."""
    return TypeError(f"transport {transport!r} is not supported by start_tls()")  # TLS-30


def handshake_late(seconds: float) -> ConnectionAbortedError:
    """The peer did not finish the handshake in time."""
    return ConnectionAbortedError(  # TLS-20
        f"SSL handshake is taking longer than {seconds} seconds: aborting the connection"
    )


def handshake_cut_off() -> ConnectionResetError:
    """The connection ended in the midst of the handshake."""
    return ConnectionResetError("the connection ended before the SSL handshake was done")  # TLS-21


def parting_late(seconds: float) -> TimeoutError:
    """The peer did not answer our close_notify in time."""
    return TimeoutError(f"SSL shutdown timed out: no close_notify within {seconds} seconds")  # TLS-50


def shaken_twice() -> RuntimeError:
    """A bug of the loop: a handshake ended that had ended before."""
    return RuntimeError("a bug of the loop: this handshake has ended before")


# What is not written yet


def not_yet(what: str) -> NotImplementedError:
    """A parameter whose chapter is not written yet."""
    return NotImplementedError(f"{what} is not supported by this loop yet")


# Datagram endpoints


def datagram_socket_expected(got: object) -> ValueError:
    """A stream has no datagrams."""
    return ValueError(f"a datagram socket was expected, got {got!r}")  # DGRAM-18


def sock_and_options(options: dict[str, object]) -> ValueError:
    """create_datagram_endpoint() was told both what socket to use, and how to make one."""
    told = ", ".join(f"{name}={value!r}" for name, value in options.items())
    return ValueError(f"sock cannot be given together with {told}")  # DGRAM-17


def nothing_to_make_a_socket_from() -> ValueError:
    """create_datagram_endpoint() was told neither an address, nor a family, nor a socket."""
    return ValueError("local_addr, remote_addr, family or sock was expected, got none of them")  # DGRAM-06


def not_a_pair(address: object) -> TypeError:
    """An address of an IP family is a host and a port."""
    return TypeError(f"an address (host, port) was expected, got {address!r}")  # DGRAM-19


def not_a_path(address: object) -> TypeError:
    """An address of AF_UNIX is a path."""
    return TypeError(f"a path as str was expected, got {address!r}")  # DGRAM-60


def no_common_family(local: object, remote: object) -> ValueError:
    """No socket can be bound to the one and connected to the other."""
    return ValueError(f"local_addr {local!r} and remote_addr {remote!r} have no family in common")  # DGRAM-20


def not_the_remote_address(got: object, remote: object) -> ValueError:
    """sendto() of a connected endpoint was told another address."""
    return ValueError(f"the remote address {remote!r} or None was expected, got {got!r}")  # DGRAM-29


# Sockets


def socket_blocks() -> ValueError:
    """Debug mode saw a socket that would hold up the whole loop."""
    return ValueError("the socket must be non-blocking; call setblocking(False) first")  # SOCK-27


def tls_socket() -> TypeError:
    """An ssl.SSLSocket was given to a sock_* method: TLS needs reads to write, and writes to read."""
    return TypeError("Socket cannot be of type SSLSocket; use create_connection(ssl=...)")


def cannot_connect(code: int, address: object) -> OSError:
    """The system's answer to connect(), as the exception that belongs to its number."""
    return OSError(code, f"Connect call failed {address!r}: {os.strerror(code)}")  # SOCK-16


def no_sendfile(file: object) -> asyncio.SendfileNotAvailableError:
    """The system cannot send this file by itself."""
    return asyncio.SendfileNotAvailableError(f"the system cannot send {file!r} by itself")  # SOCK-44


def text_file(file: object) -> ValueError:
    """sock_sendfile() sends bytes."""
    return ValueError(f"file should be opened in binary mode, got {file!r}")  # SOCK-47


def no_stream(sock: object) -> ValueError:
    """sock_sendfile() sends a stream."""
    return ValueError(f"only SOCK_STREAM type sockets are supported, got {sock!r}")  # SOCK-48


def no_number(name: str, got: object) -> TypeError:
    """Where in a file, or how much of it, was not told by an int."""
    return TypeError(f"{name} must be an int, got {got!r}")


def number_too_small(name: str, got: int, least: int) -> ValueError:
    """Where in a file, or how much of it, makes no sense."""
    return ValueError(f"{name} must be at least {least}, got {got}")  # SOCK-49


# The background loop


def nothing_to_send_to(got: object) -> TypeError:
    """PyLoop.create_task() was given something that is no coroutine."""
    return TypeError(f"a coroutine (something with send()) was expected, got {shown(got)}")


def factory_gave_no_loop(got: object) -> TypeError:
    """A loop factory returned something else."""
    return TypeError(f"an event loop was expected from the loop factory, got {shown(got)}")


def close_from_inside() -> RuntimeError:
    """PyLoop.close() was called on the loop's own thread."""
    return RuntimeError("close() waits for the loop's own thread, so it cannot be called there; use another")


def wait_from_inside() -> RuntimeError:
    """BackgroundTask.wait() was called on the loop's own thread."""
    return RuntimeError("wait() on the loop's own thread would wait for itself; use add_done_callback()")
