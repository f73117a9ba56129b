"""Where there is no POSIX: everything can be imported, and what is asked there is answered."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
ELSEWHERE = Path(__file__).parent / "elsewhere"
"""Holds the sitecustomize that takes POSIX away from a process and its children."""
IMPORT_ALL = """
import importlib, pkgutil, sys
for package in sys.argv[1:]:
    for module in pkgutil.walk_packages(importlib.import_module(package).__path__, f"{package}."):
        if not any(part in module.name for part in (".mutants.", ".tests", "__main__")):
            importlib.import_module(module.name)
print("all")
"""


def elsewhere(*arguments: str) -> subprocess.CompletedProcess[str]:
    """What a Python without POSIX answers."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={"PYTHONPATH": f"{ELSEWHERE}:{ROOT}", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_everything_can_be_imported() -> None:
    """No module of the loop, the ledger and the exam needs POSIX to be imported."""
    done = elsewhere("-c", IMPORT_ALL, "reference_loop", "conformance", "reports")
    assert (done.stdout, done.returncode) == ("all\n", 0), done.stderr


def test_what_needs_posix_is_not_asked_and_says_so() -> None:
    """Of a callback, a connection and a signal, the last is not applicable, with the reason."""
    clauses = [word for clause in ("SOON-02", "CONN-01", "SIG-01") for word in ("--clause", clause)]
    done = elsewhere("-m", "conformance", "run", "--loop", "reference", "--json", *clauses)
    assert done.returncode == 0, done.stderr
    findings = json.loads(done.stdout)[0]["record"]["findings"]
    assert {(one["clause"], one["verdict"]) for one in findings} == {
        ("SOON-02", "kept"),
        ("CONN-01", "kept"),
        ("SIG-01", "not applicable"),
    }
    reasons = {one["reason"] for one in findings if one["clause"] == "SIG-01"}
    assert reasons == {"SIG-01: questions about signals need POSIX, and this is elsewhere"}
