"""Servers that come from Debian's packages: PostgreSQL and Redis, each in a folder and on a port of its own.

Keeps true: a server that was started is stopped; it listens on loopback only. Where a program is missing, the
tests that need it are skipped, with the name of the package. Does not know: loops.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest


@dataclass(frozen=True)
class PostgreSQL:
    """A running server, and the port where it listens."""

    port: int

    @property
    def dsn(self) -> str:
        """How libpq finds it."""
        return f"host=127.0.0.1 port={self.port} user=postgres dbname=postgres"

    @property
    def asyncpg(self) -> dict[str, object]:
        """The same for asyncpg."""
        return {"host": "127.0.0.1", "port": self.port, "user": "postgres", "database": "postgres"}


def free_port() -> int:
    """A port of 127.0.0.1 that was free a moment ago."""
    with socket.create_server(("127.0.0.1", 0)) as sock:
        port: int = sock.getsockname()[1]
        return port


@contextmanager
def postgresql() -> Iterator[PostgreSQL]:
    """Run PostgreSQL until the end of the block."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))
    if not found:
        pytest.skip("no PostgreSQL here: install the package postgresql")
    with TemporaryDirectory(prefix="loopspec-postgresql-") as name:
        yield from _running(found[-1].parent, Path(name))


def _running(tools: Path, folder: Path) -> Iterator[PostgreSQL]:
    user: dict[str, str] = {}
    if os.getuid() == 0:  # it refuses to run as root; the package brings a user
        shutil.chown(folder, "postgres")
        user = {"user": "postgres"}
    data, port = folder / "data", free_port()
    init = [tools / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-N"]
    subprocess.run(init, check=True, capture_output=True, cwd="/", **user)
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
    control = [tools / "pg_ctl", "-D", data, "-w", "-l", folder / "log"]
    subprocess.run([*control, "-o", options, "start"], check=True, stdout=subprocess.DEVNULL, cwd="/", **user)
    try:
        yield PostgreSQL(port)
    finally:
        stop = [*control, "-m", "immediate", "stop"]
        subprocess.run(stop, check=True, capture_output=True, cwd="/", **user)


@contextmanager
def redis_server(folder: Path) -> Iterator[int]:
    """Run Redis until the end of the block; its port."""
    program = shutil.which("redis-server")
    if program is None:
        pytest.skip("no Redis here: install the package redis-server")
    port = free_port()
    command = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        for line in server.stdout:
            if "Ready to accept connections" in line:
                break
        else:
            pytest.fail(f"redis-server ended with status {server.wait()}")
        yield port
        server.terminate()
        server.communicate()
