"""Runs pytest with the plugin in a process of its own; the command so, too, or sooner in this one."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from unittest import mock

import pytest

from conformance import cli

TIMEOUT = 120
"""Seconds for one run in a process of its own, on a busy machine."""


def run(folder: Path, *options: str) -> tuple[int, str]:
    """Run pytest over the folder in a process of its own: exit code and what it printed."""
    command = [sys.executable, "-m", "pytest", "-p", "conformance.plugin", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [*command, f"--rootdir={folder}", *options],
        capture_output=True, text=True, timeout=TIMEOUT, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


PLAIN = {"COLUMNS": "80", "NO_COLOR": "1"}


def loopspec(*args: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own."""
    environment = {**os.environ, **PLAIN}
    command = [sys.executable, "-m", "conformance", *args]
    return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=120, check=False)


def loopspec_here(*args: str) -> subprocess.CompletedProcess[str]:
    """Run the command in this process, where all that it needs is imported already.

    Its words and exit code are the same. What a process says while it ends is not seen here, nor may the
    command be one that finds no room for its output: it would give up that of this process.
    """
    out, err = io.StringIO(), io.StringIO()
    with (
        mock.patch.dict(os.environ, PLAIN),
        redirect_stdout(out),
        redirect_stderr(err),
        pytest.raises(SystemExit) as ended,
    ):
        cli.main(args)
    code = ended.value.code
    assert isinstance(code, int), code
    return subprocess.CompletedProcess(args, code, out.getvalue(), err.getvalue())
