"""Questions of the chapter subprocesses: which children are refused, and what a start that fails leaves."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from conformance.clause import clause
from conformance.expect import expect, expect_that
from conformance.suite.driving import Loop, ended_by, run_until
from conformance.suite.matter import Boom, kind
from conformance.suite.processes import (
    BY_SHELL,
    CAT,
    EXEC,
    METHODS,
    PIPE,
    SHELL,
    WHILE,
    Heard,
    brood,
    command,
    descriptors,
    descriptors_in,
    output,
    reaped,
    refusal,
    start,
)


@clause("PROC-24")
@pytest.mark.parametrize(
    ("method", "option"),
    [
        (EXEC, {"universal_newlines": True}),
        (EXEC, {"bufsize": 1}),
        (EXEC, {"shell": True}),
        (BY_SHELL, {"universal_newlines": True}),
        (BY_SHELL, {"bufsize": -1}),
        (BY_SHELL, {"shell": False}),
    ],
    ids=str,
)
def test_what_pipes_cannot_do(loop: Loop, method: str, option: dict[str, Any]) -> None:
    """ValueError is raised, and there is no child."""
    outcome = refusal(loop, *command(method, "cat"), method=method, **option)
    expect(outcome, "ValueError", doing=f"{method}(factory, ..., **{option})")


@clause("PROC-25")
@pytest.mark.parametrize("option", [{"text": True}, {"encoding": "utf-8"}, {"errors": "strict"}], ids=str)
@METHODS
def test_pipes_carry_bytes(loop: Loop, method: str, option: dict[str, Any]) -> None:
    """ValueError is raised, and there is no child."""
    outcome = refusal(loop, *command(method, "cat"), method=method, **option)
    expect(outcome, "ValueError", doing=f"{method}(factory, ..., **{option})")


@clause("PROC-26")
@pytest.mark.parametrize(
    ("method", "words"),
    [
        (EXEC, (5,)),
        (EXEC, (None,)),
        (EXEC, (CAT, 5)),
        (EXEC, (CAT, None)),
        (BY_SHELL, (5,)),
        (BY_SHELL, (None,)),
    ],
    ids=str,
)
def test_what_is_no_argument(loop: Loop, method: str, words: tuple[Any, ...]) -> None:
    """TypeError or ValueError is raised, and there is no child."""
    outcome = refusal(loop, *words, method=method)
    expect_that(
        outcome in ("TypeError", "ValueError"),
        doing=f"{method}(factory, {', '.join(map(repr, words))})",
        expected="raises TypeError or ValueError",
        observed=outcome,
    )


@clause("PROC-27")
def test_paths_are_arguments(loop: Loop, tmp_path: Path) -> None:
    """A program, and a file that it is to read, are given as paths."""
    (tmp_path / "words").write_bytes(b"words")
    told = ended_by(lambda: output(loop, Path(CAT), tmp_path / "words"))
    expect(kind(told), b"words", doing="subprocess_exec(factory, Path('/bin/cat'), path); its output")


@clause("PROC-28")
def test_a_program_that_cannot_be_run(loop: Loop, tmp_path: Path) -> None:
    """The error is raised by subprocess_exec(); no child and no descriptor is left."""
    (tmp_path / "text").write_text("no program")
    output(loop, *SHELL, "exit 0")  # what a loop opens for its first child may stay
    before = descriptors_in(loop)
    outcomes = [
        refusal(loop, str(tmp_path / "nothing")),
        refusal(loop, str(tmp_path / "text")),
        refusal(loop, CAT, cwd=str(tmp_path / "nowhere")),
    ]
    run_until(loop, lambda: descriptors() == before)
    left = descriptors_in(loop) - before
    doing = "run a program that does not exist, a text, one in no directory: (outcomes, descriptors left)"
    expect((outcomes, left), (["FileNotFoundError", "PermissionError", "FileNotFoundError"], 0), doing=doing)


@clause("PROC-29")
def test_a_factory_that_fails(loop: Loop) -> None:
    """What factory() raises is raised, and there is no child."""

    def factory() -> Heard:
        raise Boom

    expect(
        refusal(loop, CAT, factory=factory),
        "Boom",
        doing="subprocess_exec(factory, '/bin/cat'), factory raises Boom",
    )


@clause("PROC-30")
def test_to_cancel_is_to_kill(loop: Loop) -> None:
    """The child of a cancelled subprocess_exec() is gone in the end, and the task is cancelled."""
    before = brood()
    task = loop.create_task(start(loop, Heard, CAT, method=EXEC))
    run_until(loop, lambda: brood() != before or task.done(), WHILE)
    born = brood() - before
    task.cancel()
    run_until(loop, lambda: task.done() and all(map(reaped, born)), WHILE)
    seen = (len(born), sum(not reaped(pid) for pid in born), task.cancelled())
    doing = "cancel subprocess_exec() as soon as its child is there: (children, those left, was it cancelled)"
    expect(seen, (1, 0, True), doing=doing)


@clause("PROC-30")
def test_who_cancels_need_not_tidy_up(loop: Loop) -> None:
    """create_subprocess_exec() that is cancelled leaves no descriptor."""
    output(loop, *SHELL, "exit 0")
    before = descriptors_in(loop)
    children = brood()
    task = loop.create_task(asyncio.create_subprocess_exec(CAT, stdin=PIPE, stdout=PIPE, stderr=PIPE))
    run_until(loop, lambda: brood() != children or task.done(), WHILE)
    task.cancel()
    run_until(loop, lambda: task.done() and brood() == children and descriptors() == before, WHILE)
    left = descriptors_in(loop) - before
    doing = (
        "cancel create_subprocess_exec() as soon as its child is there: (was it cancelled, descriptors left)"
    )
    expect((task.cancelled(), left), (True, 0), doing=doing)
    expect(brood() == children, True, doing=f"{doing}; are there as many children as before")
