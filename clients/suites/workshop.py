"""Makes a suite ready to run: its source distribution unpacked, and installed in a venv of its own.

Keeps true: what is installed is what was unpacked (an editable install: tests and program are one tree); what
is ready is used again while its record says the same. Does not know: loops, outcomes.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
from dataclasses import dataclass
from pathlib import Path

import msgspec

from clients.suites.catalogue import Suite

PATIENCE = 540
"""Seconds for each step of the installation."""


class WorkshopError(Exception):
    """A suite that could not be fetched or installed: the step, and the last words of the tool."""


@dataclass(frozen=True)
class Prepared:
    """A suite that can be run: with this Python, in this folder."""

    suite: Suite
    python: Path
    folder: Path


def prepare(suite: Suite, shelf: Path) -> Prepared:
    """Fetch and install the suite below ``shelf``, unless it stands there already.

    Raises WorkshopError when a step fails.
    """
    here = shelf.resolve() / f"cpython-{sys.version_info[0]}.{sys.version_info[1]}" / suite.name
    python, ready = here / "venv" / "bin" / "python", here / "ready.json"
    wanted = msgspec.json.encode(
        [suite.version, suite.requires, suite.extras, suite.environment, suite.source]
    )
    if not (ready.exists() and ready.read_bytes() == wanted):
        shutil.rmtree(here, ignore_errors=True)
        here.mkdir(parents=True)
        _step(suite, "making a venv", [sys.executable, "-m", "venv", str(here / "venv")])
        _install(suite, python, _source(suite, python, here))
        ready.write_bytes(wanted)
    return Prepared(suite, python, next((here / "source").iterdir()))


def _source(suite: Suite, python: Path, here: Path) -> Path:
    """The unpacked source: the only folder in ``source``."""
    unpacked = here / "source"
    unpacked.mkdir()
    (here / "pytest.ini").touch()  # a suite without settings of its own must not find ours further up
    if suite.source:
        return Path(shutil.copytree(suite.source, unpacked / suite.name))
    download = [str(python), "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", suite.name]
    _step(suite, "fetching", [*download, f"{suite.name}=={suite.version}", "--dest", str(here / "fetched")])
    with tarfile.open(next((here / "fetched").iterdir())) as archive:
        archive.extractall(unpacked, filter="data")
    return next(unpacked.iterdir())


def _install(suite: Suite, python: Path, folder: Path) -> None:
    itself = f"{folder}[{suite.extras}]" if suite.extras else str(folder)
    install = [str(python), "-m", "pip", "install", "--quiet"]
    _step(suite, "installing", [*install, "--editable", itself, *suite.requires])


def _step(suite: Suite, name: str, command: list[str]) -> None:
    try:
        done = subprocess.run(
            command, env=surroundings(suite), capture_output=True, text=True, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        raise WorkshopError(f"{name} {suite.name} {suite.version} took longer than {PATIENCE} s") from None
    if done.returncode:
        words = (done.stderr.strip() or done.stdout.strip() or "no words").splitlines()[-1]
        raise WorkshopError(
            f"{name} {suite.name} {suite.version} ended with status {done.returncode}: {words}"
        )


def surroundings(suite: Suite) -> dict[str, str]:
    """The environment of a suite's processes: ours, without what is said to our own Python, and its own."""
    ours = {name: text for name, text in os.environ.items() if not name.startswith(("PYTHON", "PYTEST"))}
    return {**ours, "PYTHONHASHSEED": "0", **suite.environment}
