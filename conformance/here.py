"""The exam in this very process, so that a debugger or a sanitizer can be attached to what the loop does.

Keeps true: same items, same verdicts, same records as in workers, marked as not isolated. A loop that
crashes or hangs takes this process with it: that is what one came to see. Not thread-safe: it runs pytest.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence

import pytest

from conformance.exam import Exam, item_id
from conformance.options import SUITE
from reports.records import Record


class _Usher:
    """Says which item is next, before anything of it runs; holds the exam when all is over."""

    def __init__(self, on_item: Callable[[str], None]) -> None:
        self._on_item = on_item
        self.exam: Exam | None = None

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        found = session.config.pluginmanager.get_plugin("loopspec-exam")
        self.exam = found if isinstance(found, Exam) else None

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        self._on_item(item_id(item))


def judge_here(
    loop: str,
    *,
    clauses: Sequence[str],
    debug: bool = False,
    profile: str = "gate",
    on_item: Callable[[str], None] = lambda item: None,
) -> list[Record]:
    """Put the items of these clauses to one loop; ``on_item`` is told of each before it begins.

    The loop is one that can be asked: who calls has met it. Raises KeyboardInterrupt when the user has seen
    enough, ChildProcessError when pytest itself fell over.
    """
    usher = _Usher(on_item)
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"  # nothing installed here has a say in it
    options = ["-p", "conformance.plugin", "-p", "no:cacheprovider", "-p", "no:terminal", "--capture=no"]
    options += ["-p", "no:unraisableexception"]  # the audit hears those; after ctrl-C nobody wants them
    options += ["--config-file", os.devnull, f"--rootdir={SUITE}", "--assert=plain", str(SUITE)]
    options += ["--loop", loop, "--profile", profile, *(["--loop-debug"] if debug else [])]
    code = pytest.main([*options, *(f"--clause={one}" for one in clauses)], plugins=[usher])
    if code == pytest.ExitCode.INTERRUPTED:
        raise KeyboardInterrupt
    if usher.exam is None or code in (pytest.ExitCode.INTERNAL_ERROR, pytest.ExitCode.USAGE_ERROR):
        raise ChildProcessError(f"pytest could not put the exam: it ended with status {int(code)}")
    return usher.exam.run.records()
