"""What is published of a run, against the page that the run wrote."""

from __future__ import annotations

from pathlib import Path

PERF = Path(__file__).resolve().parents[1]


def _rows(page: Path) -> list[str]:
    return [line for line in page.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]


def test_the_excerpt_is_of_the_page() -> None:
    """The rows that the README shows of a run are rows of the page to which it leads."""
    readme = PERF.parent / "README.md"
    text = readme.read_text(encoding="utf-8")
    (name,) = {part.partition(")")[0] for part in text.split("](perf/baselines/")[1:]}
    shown = _rows(readme)
    assert len(shown) > 5
    assert [row for row in shown if row not in _rows(PERF / "baselines" / name)] == []
