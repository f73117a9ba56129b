"""What errors.py is for the core, for all that moves bytes: sockets, transports, servers, TLS.

Keeps true: as errors.py; one sentence, one place.
Does not know: when to raise; callers write ``raise io_errors.no_connection(failures)``.
"""

from __future__ import annotations

import asyncio
import errno
import os

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


def no_files(transport: object) -> RuntimeError:
    """loop.sendfile() was given something that is no stream of this loop."""
    return RuntimeError(f"sendfile is not supported for transport {transport!r}")  # FILE-10


def closing_for_files(transport: object) -> RuntimeError:
    """loop.sendfile() was given a transport that takes nothing any more."""
    return RuntimeError(f"transport is closing: {transport!r}")  # FILE-09


def ended_within_file() -> ConnectionError:
    """The connection ended while a file was being sent."""
    return ConnectionError("the connection ended while a file was being sent")  # FILE-19


def lent(transport: object) -> RuntimeError:
    """Something was written, or another file was to be sent, while the system sends one."""
    return RuntimeError(f"a file is being sent over {transport!r}: wait until that is done")


# Transports and connections


def bad_marks(low: int, high: int) -> ValueError:
    """The marks of a write buffer are out of order, or negative."""
    return ValueError(f"high ({high!r}) must be >= low ({low!r}) must be >= 0")  # FLOW-03 FLOW-04


def write_after_eof() -> RuntimeError:
    """Something was written after write_eof()."""
    return RuntimeError("Cannot call write() after write_eof()")  # TRANS-10


def write_eof_after_loss() -> RuntimeError:
    """write_eof() was called after connection_lost(), on a loop that minds."""
    return RuntimeError("Cannot call write_eof() after connection_lost()")  # TRANS-28


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


# Servers


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


# Connections and servers at paths


def path_and_sock() -> ValueError:
    """create_unix_connection() was told both where to connect and what is connected."""
    return ValueError("path and sock can not be specified at the same time")  # UNIX-07


def neither_path_nor_sock() -> ValueError:
    """create_unix_connection() was told neither where to connect nor what is connected."""
    return ValueError("neither path nor sock were specified")  # UNIX-08


def unix_stream_expected(got: object) -> ValueError:
    """A socket for a path is a stream of the family AF_UNIX."""
    return ValueError(f"a stream socket of AF_UNIX was expected, got {got!r}")  # UNIX-09 UNIX-28


# Pipes


def not_a_pipe(got: object) -> ValueError:
    """connect_read_pipe() or connect_write_pipe() was given what is always ready, such as a file."""
    return ValueError(f"a pipe, a socket or a character device was expected, got {got!r}")  # PIPE-28


def nobody_reads() -> BrokenPipeError:
    """The other end of a pipe was closed while bytes waited to be read there."""
    return BrokenPipeError(errno.EPIPE, os.strerror(errno.EPIPE))  # PIPE-22


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
    """start_tls() or create_server() was given something else than a context."""
    return TypeError(f"an instance of ssl.SSLContext is expected, got {got!r}")  # TLS-29 TLS-71


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


# Children


def no_such_process() -> ProcessLookupError:
    """A signal was to be sent to a child that is gone."""
    return ProcessLookupError("the child process has exited")  # PROC-52 PROC-92


def must_be(name: str, expected: object, got: object) -> ValueError:
    """A parameter of subprocess.Popen has no meaning, or only one, for the pipes of a loop."""
    return ValueError(f"{name} must be {expected!r}, got {got!r}")  # PROC-24 PROC-25


def not_a_command(got: object) -> ValueError:
    """subprocess_shell() was given something that no shell could read."""
    return ValueError(f"cmd must be a str or bytes, got {got!r}")  # PROC-26


# What is not written yet


def not_yet(what: str) -> NotImplementedError:
    """A parameter whose chapter is not written yet."""
    return NotImplementedError(f"{what} is not supported by this loop yet")
