"""Imported first of all by each process of a test: from then on Python seems to run on no POSIX system.

What the standard library needs of POSIX for itself is imported before, or left; other modules, functions and
constants that Windows has not are gone.
"""

import asyncio
import concurrent.futures.process
import ctypes
import multiprocessing.popen_spawn_posix
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
from importlib.machinery import ModuleSpec

import psutil

BEFORE = (concurrent.futures.process, ctypes, multiprocessing.popen_spawn_posix, psutil, subprocess, tempfile)
MODULES = ("fcntl", "grp", "pty", "pwd", "resource", "termios", "tty")
GONE = {
    asyncio: ("open_unix_connection", "start_unix_server"),
    os: ("fork", "killpg", "mkfifo", "pidfd_open", "sendfile", "setsid", "waitid", "WNOWAIT"),
    select: ("epoll", "poll"),
    signal: ("SIGHUP", "SIGPIPE", "SIGQUIT", "SIGSTOP", "SIGUSR1", "SIGUSR2", "SIGWINCH"),
    socket: ("AF_UNIX", "SO_REUSEPORT"),
}


class NoSuchModule:
    """Finds none of these modules."""

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        """Raise ModuleNotFoundError for one of them; leave all others to those who come next."""
        if name in MODULES:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return None


def connected_pair(*_: object) -> tuple[socket.socket, socket.socket]:
    """As socket.socketpair() where there is no AF_UNIX."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        ours = socket.create_connection(listener.getsockname())
        return ours, listener.accept()[0]


for name in MODULES:
    sys.modules.pop(name, None)
sys.meta_path.insert(0, NoSuchModule())
for module, names in GONE.items():
    for name in names:
        if hasattr(module, name):
            delattr(module, name)
setattr(socket, "socketpair", connected_pair)  # noqa: B010 - a type checker would want its signature
os.name = sys.platform = "elsewhere"
