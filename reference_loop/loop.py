"""ReferenceLoop: the public face, whole. The network, and what only POSIX has.

Keeps true: each method checks its arguments, and hands on to the part that does the work.
Does not know: how any of it is done. The methods stand in the order of the chapters of the specification.
"""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
from collections.abc import Callable
from ssl import SSLContext
from typing import Any, TypeVar

from . import io_errors
from .children import Children
from .choices import Chooser
from .contracts import Clock
from .network import NetworkLoop
from .paths import Path
from .piping import Piping
from .servers import Server
from .subprocesses import Subprocesses, check_options
from .transports.pipes import Pipe, ReadPipeTransport, WritePipeTransport
from .transports.process import ProcessTransport
from .transports.terms import client_terms, terms_of
from .unix import Unix, UnixServer

P = TypeVar("P", bound=asyncio.BaseProtocol)

CLEANS_UP = sys.version_info >= (3, 13)
"""Whether a closed server removes the file of its socket, where nobody says: so since Python 3.13."""


class ReferenceLoop(NetworkLoop):
    """An asyncio event loop written to be read.

    Args:
        clock: where time comes from; by default the system's monotonic clock.
        chooser: asked wherever the documentation leaves the loop free (see choices.py); by default nobody.

    Only `call_soon_threadsafe`, `time`, `is_running`, `is_closed` and `get_debug` may be called from another
    thread than the one that runs the loop.
    """

    unix_type: type[Unix] = Unix
    unix_server_type: type[UnixServer] = UnixServer
    piping_type: type[Piping] = Piping
    read_pipe_type: type[ReadPipeTransport] = ReadPipeTransport
    write_pipe_type: type[WritePipeTransport] = WritePipeTransport
    children_type: type[Children] = Children
    process_type: type[ProcessTransport] = ProcessTransport
    subprocesses_type: type[Subprocesses] = Subprocesses

    def __init__(self, *, clock: Clock | None = None, chooser: Chooser | None = None) -> None:
        super().__init__(clock=clock, chooser=chooser)
        serving = self.serving_type(self, self._connecting, self.unix_server_type)
        self._unix = self.unix_type(self._sockets, self._connecting, serving)
        self._piping = self.piping_type(self)
        self._children = self.children_type(self)
        self._turn.outside.append(self._children)
        self._subprocesses = self.subprocesses_type(
            self, self._children, self.process_type, self.write_pipe_type, self.read_pipe_type
        )

    def close(self) -> None:
        """Drop all that is pending, give the system its resources back. RuntimeError while running."""
        super().close()
        self._children.close()

    # -------------------------------------------------------------------------------------------------- paths

    async def create_unix_connection(
        self,
        protocol_factory: Callable[[], P],
        path: Path | None = None,
        *,
        ssl: SSLContext | bool | None = None,
        sock: socket.socket | None = None,
        server_hostname: str | None = None,
        ssl_handshake_timeout: float | None = None,
        ssl_shutdown_timeout: float | None = None,
    ) -> tuple[asyncio.Transport, P]:
        """Connect to the socket at `path`, or take the connected `sock`; return ``(transport, protocol)``.

        OSError if nobody listens at `path`. ValueError for both or neither of path and sock, and for a sock
        that is no stream of AF_UNIX. With `ssl` as `create_connection`; ValueError without a server_hostname,
        for there is no host.
        """
        terms = client_terms(  # UNIX-50 UNIX-51 UNIX-52 UNIX-53
            ssl, None, server_hostname, ssl_handshake_timeout, ssl_shutdown_timeout
        )
        if path is None:
            if sock is None:
                raise io_errors.neither_path_nor_sock()  # UNIX-08
            return await self._unix.adopt(protocol_factory, sock, terms)  # UNIX-05
        if sock is not None:
            raise io_errors.path_and_sock()  # UNIX-07
        return await self._unix.open(protocol_factory, path, terms)  # UNIX-01 UNIX-15

    async def create_unix_server(
        self,
        protocol_factory: Callable[[], asyncio.BaseProtocol],
        path: Path | None = None,
        *,
        sock: socket.socket | None = None,
        backlog: int = 100,
        ssl: SSLContext | bool | None = None,
        ssl_handshake_timeout: float | None = None,
        ssl_shutdown_timeout: float | None = None,
        start_serving: bool = True,
        cleanup_socket: bool = CLEANS_UP,
    ) -> Server:
        """Listen at `path`, or on the bound `sock`; whoever connects gets a protocol.

        A socket that is there already is replaced, any other file is not. OSError if the path cannot be had.
        ValueError for both or neither of path and sock, and for a sock that is no stream of AF_UNIX. With
        `cleanup_socket`, the file is removed when the server is closed. `ssl` as for `create_server`.
        """
        if isinstance(ssl, bool):
            raise io_errors.no_context(ssl)  # UNIX-55
        terms = terms_of(ssl, None, True, ssl_handshake_timeout, ssl_shutdown_timeout)  # UNIX-54 UNIX-56
        if path is not None:
            if sock is not None:
                raise io_errors.host_or_path_and_sock()  # UNIX-26
            sock = self._unix.bind(path)  # UNIX-20
        elif sock is None:
            raise io_errors.nothing_to_serve()  # UNIX-27
        server = self._unix.serve(  # UNIX-35 UNIX-41
            protocol_factory, sock, backlog, cleanup_socket, terms
        )
        if start_serving:
            await server.start_serving()  # UNIX-30
        return server

    # ------------------------------------------------------------------------------------------------- pipes

    async def connect_read_pipe(
        self, protocol_factory: Callable[[], P], pipe: Pipe
    ) -> tuple[asyncio.ReadTransport, P]:
        """Hand on what comes through `pipe`, a file-like object; return ``(transport, protocol)``.

        The pipe no longer blocks, and is closed with the transport. ValueError for a regular file.
        """
        return await self._piping.connect(self.read_pipe_type, protocol_factory, pipe)  # PIPE-01

    async def connect_write_pipe(
        self, protocol_factory: Callable[[], P], pipe: Pipe
    ) -> tuple[asyncio.WriteTransport, P]:
        """Write into `pipe`, a file-like object; return ``(transport, protocol)``. As connect_read_pipe()."""
        return await self._piping.connect(self.write_pipe_type, protocol_factory, pipe)  # PIPE-02

    # ------------------------------------------------------------------------------------------ subprocesses

    async def subprocess_exec(
        self,
        protocol_factory: Callable[[], P],
        program: Any,
        *args: Any,
        stdin: Any = subprocess.PIPE,
        stdout: Any = subprocess.PIPE,
        stderr: Any = subprocess.PIPE,
        **options: Any,
    ) -> tuple[asyncio.SubprocessTransport, P]:
        """Run `program` with `args`, each a str, bytes or a path; return ``(transport, protocol)``.

        stdin, stdout and stderr are PIPE, DEVNULL, None (ours), a file or its descriptor; stderr may be
        STDOUT. All else is for subprocess.Popen, but what makes text of bytes, a buffer or a shell, which is
        refused: ValueError. OSError, such as FileNotFoundError, if the program cannot be run.
        """
        check_options(options, shell=False)
        options |= {"stdin": stdin, "stdout": stdout, "stderr": stderr}  # PROC-06
        return await self._subprocesses.start(protocol_factory, [program, *args], options)  # PROC-01

    async def subprocess_shell(
        self,
        protocol_factory: Callable[[], P],
        cmd: Any,
        *,
        stdin: Any = subprocess.PIPE,
        stdout: Any = subprocess.PIPE,
        stderr: Any = subprocess.PIPE,
        **options: Any,
    ) -> tuple[asyncio.SubprocessTransport, P]:
        """Let the shell run `cmd`, a str or bytes; as subprocess_exec()."""
        if not isinstance(cmd, (str, bytes)):
            raise io_errors.not_a_command(cmd)  # PROC-26
        check_options(options, shell=True)
        options |= {"stdin": stdin, "stdout": stdout, "stderr": stderr, "shell": True}  # PROC-06
        return await self._subprocesses.start(protocol_factory, cmd, options)  # PROC-03


def new_event_loop() -> ReferenceLoop:
    """Return a new loop that runs in real time: the factory to hand to `asyncio.Runner` and `asyncio.run`."""
    return ReferenceLoop()  # RUN-03 RUN-18
