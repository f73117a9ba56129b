"""Records on disk: whole or not at all, and refused in one line when damaged."""

from __future__ import annotations

from pathlib import Path

import pytest

from reports import records
from reports.tests.samples import broken, record


def test_a_record_survives_the_disk(tmp_path: Path) -> None:
    """What is written is what is read."""
    path = tmp_path / "deep" / "record.json"
    records.write_atomically(path, records.dump(record(broken())))
    assert records.load(path) == record(broken())
    assert [one.name for one in path.parent.iterdir()] == ["record.json"]


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (b"", "damaged"),
        (b"{", "damaged"),
        (b"\xff\xfe", "damaged"),
        (b"[]", "damaged"),
        (b'{"schema": 99}', "record schema 99, expected 1"),
        (b'{"schema": 1}', "damaged record: Object missing required field"),
    ],
)
def test_a_damaged_record_is_refused_in_one_line(tmp_path: Path, damage: bytes, words: str) -> None:
    """A file that is no record of ours is refused with its name, the fault and the remedy."""
    path = tmp_path / "record.json"
    path.write_bytes(damage)
    with pytest.raises(records.RecordError) as refused:
        records.load(path)
    assert words in str(refused.value)
    assert "record.json" in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_missing_record_is_refused(tmp_path: Path) -> None:
    """A file that is not there is named."""
    with pytest.raises(records.RecordError, match=r"none\.json: No such file"):
        records.load(tmp_path / "none.json")


def test_a_full_disk_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the write fails, the old file stands and no part of the new one is left."""
    path = tmp_path / "record.json"
    records.write_atomically(path, "old")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        records.write_atomically(path, "new")
    assert path.read_text() == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["record.json"]
