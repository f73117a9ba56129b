"""Tells whoever waits how far a session is: a bar on a terminal, plain lines elsewhere; always on stderr.

Deliberately knows nothing of results. Both forms show the same estimate of the time left.
"""

from __future__ import annotations

from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from perf.plan import Settings, Turn


def left(done: int, total: int, spent: float, budget: float) -> str:
    """The time left, in words: by the turns so far, but no more than the budget allows."""
    if done == 0:
        return "estimating the time left"
    seconds = min((total - done) * spent / done, max(0.0, budget - spent))
    return f"about {seconds:.0f} s left" if seconds < 100 else f"about {seconds / 60:.0f} min left"


class Bar:
    """A live bar for a terminal."""

    def __init__(self, console: Console, settings: Settings) -> None:
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[left]}"),
        )
        self._budget = settings.budget
        self._progress = Progress(*columns, console=console, transient=True)
        self._task = self._progress.add_task("measuring", left="", total=None)

    def turn(self, turn: Turn, done: int, total: int, spent: float) -> None:
        """Move the bar."""
        what = f"{turn.workload} on {turn.side.replace('[', '(')}"
        time_left = left(done, total, spent, self._budget)
        self._progress.update(self._task, description=what, completed=done, total=total, left=time_left)

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()


class Lines:
    """One plain line for each round, for logs and pipes."""

    def __init__(self, console: Console, settings: Settings) -> None:
        self._console, self._settings, self._round = console, settings, -1

    def turn(self, turn: Turn, done: int, total: int, spent: float) -> None:
        """Print a line when a new round begins."""
        if turn.round != self._round:
            self._round = turn.round
            time_left = left(done, total, spent, self._settings.budget)
            place = f"round {turn.round + 1} of at most {self._settings.rounds}"
            text = f"{place}, {done} of {total} processes done, {time_left}"
            self._console.print(text, markup=False, highlight=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None


def watcher(settings: Settings) -> Bar | Lines:
    """The form that suits this process's stderr."""
    console = Console(stderr=True)
    return Bar(console, settings) if console.is_terminal else Lines(console, settings)
