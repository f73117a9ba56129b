"""Each documented object is named by a clause or excused; the objects are those of the documentation."""

from __future__ import annotations

import asyncio
import json
import re
import sys
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

from conformance import ledger
from conformance.cli import group
from conformance.coverage import documentation, objects, table
from conformance.coverage.objects import Documented, Object, Part
from conformance.coverage.table import Group, Table
from conformance.ledger import Chapter, Clause, Ledger, LedgerError

PAGE = "library/asyncio-eventloop"
STOP, CLOSE = "asyncio.loop.stop", "asyncio.loop.close"
DOCUMENTED = Documented((Part(PAGE, "3.11", {"method": (STOP, CLOSE)}, ("unix-signals",)),), {})
RUN = "library/asyncio-runner#asyncio.run"
NOTE = "a reason of at least twenty letters"

debians = pytest.mark.skipif(
    not documentation.DEBIANS.is_dir(), reason="needs Debian's package python3.11-doc: the pages of 3.11"
)


def named(*sources: str, covers: tuple[str, ...] = (), chapter: str = "toys") -> Ledger:
    """A ledger of one chapter, with a clause for each source."""
    clauses = tuple(
        Clause(
            f"TOY-{n:02}", "must", NOTE, NOTE, source, "3.4", "deterministic", covers=covers, chapter=chapter
        )
        for n, source in enumerate(sources, 1)
    )
    return Ledger((Chapter(chapter, NOTE, NOTE, 1, ("TOY",), clauses),))


def answers(found: Table) -> dict[str, str]:
    """What the table says of each object."""
    return {row.object.name: " ".join(row.clauses) or row.reason or "neither" for row in found.rows}


def test_every_documented_object_has_an_answer() -> None:
    """Each object is named by a clause or listed with the reason, and no entry is false or needless."""
    found = table.lay(objects.load(), table.groups(), ledger.load())
    assert [row.object.name for row in found.rows if row.open] == []
    assert found.faults == ()


WINDOWS = {"asyncio.ProactorEventLoop"}


def exists(one: Object) -> bool:
    """Whether this Python has it; an attribute is looked for in no class, for instances have it."""
    *owner, last = one.name.removeprefix("asyncio.").split(".")
    found: object = asyncio
    for part in owner if one.role == "attribute" else (*owner, last):
        found = asyncio.AbstractEventLoop if part == "loop" else getattr(found, part, None)
    return found is not None


def test_what_is_documented_exists() -> None:
    """This Python has what the table dates to it: the only check of 3.12, whose pages nobody packages."""
    now = [one for one in objects.load().in_order() if documentation.parsed(one.since) <= sys.version_info]
    assert [one.name for one in now if one.name not in WINDOWS and not exists(one)] == []


@debians
def test_the_table_is_that_of_the_documentation() -> None:
    """The 3.11 part lists what Debian's inventory of 3.11 lists, and no source points into the void."""
    pytest.importorskip("sphobjinv", reason="reads the inventory; the extra dev brings it")
    assert documentation.differences(objects.load(), documentation.DEBIANS) == []
    assert documentation.lost_sources(ledger.load(), documentation.DEBIANS) == []


def test_a_source_names_its_object() -> None:
    """A clause names the object of its source, a section names none."""
    found = table.lay(DOCUMENTED, (), named(f"{PAGE}#{STOP}", f"{PAGE}#unix-signals"))
    assert answers(found) == {STOP: "TOY-01", CLOSE: "neither"}
    assert not found.faults
    assert not found.whole


def test_a_clause_covers_more_than_its_source() -> None:
    """What a clause covers is named as its source is."""
    found = table.lay(DOCUMENTED, (), named(f"{PAGE}#{STOP}", covers=(CLOSE,)))
    assert answers(found) == {STOP: "TOY-01", CLOSE: "TOY-01"}
    assert found.whole


def test_an_object_is_excused() -> None:
    """An object that no clause names is excused by a group, one that a clause names is not."""
    found = table.lay(DOCUMENTED, (Group(NOTE, (CLOSE,)),), named(f"{PAGE}#{STOP}"))
    assert answers(found) == {STOP: "TOY-01", CLOSE: NOTE}
    assert found.whole


def test_waiting_ends_with_the_chapter() -> None:
    """A group that waits for a chapter may be named before, and excuses nothing when the chapter is there."""
    waiting = (Group(NOTE, (STOP, CLOSE), until="ends"),)
    assert table.lay(DOCUMENTED, waiting, named(f"{PAGE}#{STOP}")).whole
    found = table.lay(DOCUMENTED, waiting, named(f"{PAGE}#{STOP}", chapter="ends"))
    assert answers(found)[CLOSE] == "neither"
    assert found.faults == ("unnamed.toml: the chapter ends is written; remove the group that waits for it",)


@pytest.mark.parametrize(
    ("reasons", "source", "covers", "words"),
    [
        ((Group(NOTE, (STOP,)),), f"{PAGE}#{STOP}", (), f"{STOP} is named by TOY-01; remove the entry"),
        ((Group(NOTE, ("asyncio.ghost",)),), "Lib/x.py", (), "'asyncio.ghost' is no documented object"),
        ((Group(NOTE, (STOP,)), Group(NOTE, (STOP,))), "Lib/x.py", (), f"{STOP} is listed twice"),
        ((), f"{PAGE}#loop.stop", (), f"has no anchor 'loop.stop'; did you mean {PAGE}#{STOP}"),
        ((), f"{PAGE}#quite-another", (), "has no anchor 'quite-another'; objects.toml lists its anchors"),
        ((), PAGE, (), f"TOY-01: {PAGE} has no anchor ''"),
        ((), f"{PAGE}#{STOP}", (STOP,), f"covers {STOP}, which is its source already; remove it"),
        ((), "Lib/x.py", ("asyncio.ghost",), "covers 'asyncio.ghost', which is no documented object"),
    ],
)
def test_a_wrong_entry_is_told(
    reasons: tuple[Group, ...], source: str, covers: tuple[str, ...], words: str
) -> None:
    """An entry that is false or not needed is told in one line that says where, and makes the table fail."""
    found = table.lay(DOCUMENTED, reasons, named(source, covers=covers))
    (fault,) = found.faults
    assert words in fault
    assert fault.startswith(("unnamed.toml: ", "spec/toys.toml: TOY-01: "))
    assert not found.whole


def test_pages_that_are_not_ours_are_not_judged() -> None:
    """A source in asyncio's code, or on another page, is nothing that the table could hold."""
    assert table.lay(DOCUMENTED, (), named("Lib/asyncio/x.py", "library/asyncio-dev#nowhere")).faults == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[[part]]\npage = "p"\nsince = "3"', "since"),
        (
            '[[part]]\npage = "p"\nsince = "3.11"\n[part.objects]\nmodule = ["a"]',
            "Invalid enum value 'module'",
        ),
        ('[[part]]\npage = "p"\nsince = "3.11"\n[part.objects]\ndata = ["a", "a"]', "a is entered twice"),
        ('part = []\nleft_out = { p = "short" }', "left_out"),
        ("part = [", "objects.toml"),
    ],
)
def test_a_damaged_table_is_refused(tmp_path: Path, text: str, words: str) -> None:
    """A damaged table of objects is refused in one line that names the file and the fault."""
    path = tmp_path / "objects.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LedgerError, match=r"objects\.toml: .*") as refused:
        objects.read(path)
    assert words in str(refused.value)


def test_damaged_reasons_are_refused(tmp_path: Path) -> None:
    """A group without a reason is refused in one line that names the file."""
    path = tmp_path / "unnamed.toml"
    path.write_text('[[group]]\nobjects = ["asyncio.run"]', encoding="utf-8")
    with pytest.raises(LedgerError, match=r"unnamed\.toml: .*reason"):
        table.groups(path)


def pages(folder: Path, *objects_there: tuple[str, str, str], anchors: str = "") -> Path:
    """A documentation of 3.11: an inventory of (role, name, page), and one page with these anchors."""
    inventory = pytest.importorskip("sphobjinv", reason="writes the inventory; the extra dev brings it")
    written = inventory.Inventory()
    written.project, written.version = "Python", "3.11"
    for role, name, page in objects_there:
        one = inventory.DataObjStr(
            name=name, domain="py", role=role, priority="1", uri=f"{page}.html#$", dispname="-"
        )
        written.objects.append(one)
    inventory.writebytes(folder / "objects.inv", inventory.compress(written.data_file()))
    (folder / PAGE).parent.mkdir(exist_ok=True)
    text = "".join(f'<section id="{anchor}">' for anchor in anchors.split())
    (folder / f"{PAGE}.html").write_text(text, encoding="utf-8")
    return folder


RIGHT = (("method", STOP, PAGE), ("method", CLOSE, PAGE))


@pytest.mark.parametrize(
    ("there", "anchors", "words"),
    [
        (RIGHT[:1], "unix-signals", f"{CLOSE}: the table has it as method at {PAGE}#{CLOSE}, "
                                    "the documentation nowhere"),
        ((*RIGHT, ("class", "asyncio.Ghost", PAGE)), "unix-signals",
         f"asyncio.Ghost: the documentation has this class at {PAGE}#asyncio.Ghost, the table does not"),
        ((RIGHT[0], ("attribute", CLOSE, PAGE)), "unix-signals",
         f"{CLOSE}: the table has it as method at {PAGE}#{CLOSE}, "
         f"the documentation as attribute at {PAGE}#{CLOSE}"),
        (RIGHT, "", f"{PAGE}: the table has a section 'unix-signals', the documentation does not"),
        ((*RIGHT, ("class", "asyncio.Graph", "library/asyncio-graph")), "unix-signals",
         "asyncio.Graph: the documentation has this class at library/asyncio-graph#asyncio.Graph, "
         "the table does not"),
    ],
)  # fmt: skip
def test_a_difference_from_the_documentation_is_told(
    tmp_path: Path, there: tuple[tuple[str, str, str], ...], anchors: str, words: str
) -> None:
    """What the table or the documentation has alone, or otherwise, is told in one line."""
    assert documentation.differences(DOCUMENTED, pages(tmp_path, *there, anchors=anchors)) == [words]


def test_only_what_a_version_documents_is_held_against_it(tmp_path: Path) -> None:
    """What the table has since a later version need not be there, and must not be there already."""
    later = Documented(
        (*DOCUMENTED.parts, Part(PAGE, "3.12", {"method": ("asyncio.loop.later",)}, ("news",))), {}
    )
    folder = pages(tmp_path, *RIGHT, anchors="unix-signals")
    assert documentation.differences(later, folder) == []
    pages(tmp_path, *RIGHT, ("method", "asyncio.loop.later", PAGE), anchors="unix-signals")
    assert documentation.differences(later, folder) == [
        "asyncio.loop.later: the table has it since 3.12, the documentation of 3.11 already"
    ]


def test_pages_left_out_may_have_what_they_like(tmp_path: Path) -> None:
    """The objects of a page that is left out, with its reason, are not missed."""
    spared = Documented(DOCUMENTED.parts, {"library/asyncio-queue": NOTE})
    there = (*RIGHT, ("class", "asyncio.Queue", "library/asyncio-queue"))
    assert documentation.differences(spared, pages(tmp_path, *there, anchors="unix-signals")) == []


def test_a_source_that_leads_nowhere_is_told(tmp_path: Path) -> None:
    """A clause of this version whose source is no anchor of the page is told; a later one is not."""
    folder = pages(tmp_path, *RIGHT, anchors="unix-signals")
    sources = named(f"{PAGE}#unix-signals", f"{PAGE}#nowhere", "library/asyncio-gone#x", "Lib/asyncio/x.py")
    assert documentation.lost_sources(sources, folder) == [
        f"TOY-02: {PAGE} of Python 3.11 has no anchor 'nowhere'",
        "TOY-03: library/asyncio-gone of Python 3.11 has no anchor 'x'",
    ]
    (one,) = named(f"{PAGE}#nowhere")
    later = msgspec.structs.replace(one, since="3.12")
    assert (
        documentation.lost_sources(Ledger((Chapter("t", NOTE, NOTE, 1, ("TOY",), (later,)),)), folder) == []
    )


@pytest.mark.parametrize(("data", "words"), [(None, "no objects.inv here"), (b"rubbish", "not an inventory")])
def test_a_folder_without_an_inventory_is_refused(tmp_path: Path, data: bytes | None, words: str) -> None:
    """A folder that is no documentation is refused in one line that names it."""
    pytest.importorskip("sphobjinv", reason="reads the inventory; the extra dev brings it")
    if data is not None:
        (tmp_path / "objects.inv").write_bytes(data)
    with pytest.raises(LedgerError, match=f"^{re.escape(str(tmp_path))}.*{words}"):
        documentation.inventory(tmp_path)


def test_the_command_prints_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command tells of each object its clauses or the reason, and the totals; then it exits with 0."""
    monkeypatch.setattr("conformance.coverage.table.groups", lambda: (Group(NOTE, (CLOSE,), until="ends"),))
    monkeypatch.setattr("conformance.coverage.objects.load", lambda: DOCUMENTED)
    monkeypatch.setattr("conformance.ledger.load", lambda: named(f"{PAGE}#{STOP}"))
    done = CliRunner().invoke(group, ["coverage"])
    assert done.exit_code == 0, done.output
    assert [line.split() for line in done.output.splitlines()[:3]] == [
        [PAGE],
        [CLOSE, *NOTE.split()],
        [STOP, "TOY-01"],
    ]
    assert "2 documented objects: 1 named by clauses, 1 listed with a reason, of which 1 wait" in done.output
    assert STOP not in CliRunner().invoke(group, ["coverage", "--missing"]).output
    told = json.loads(CliRunner().invoke(group, ["coverage", "--json"]).output)
    assert [one["clauses"] for one in told["objects"]] == [[], ["TOY-01"]]
    assert told["objects"][0]["anchor"] == f"{PAGE}#{CLOSE}"


def test_the_command_fails_where_an_object_has_neither(monkeypatch: pytest.MonkeyPatch) -> None:
    """An object without clause and reason is told, and the exit code is 1."""
    monkeypatch.setattr("conformance.coverage.table.groups", tuple)
    monkeypatch.setattr("conformance.coverage.objects.load", lambda: DOCUMENTED)
    monkeypatch.setattr("conformance.ledger.load", lambda: named(f"{PAGE}#{STOP}"))
    done = CliRunner().invoke(group, ["coverage", "--missing"])
    assert done.exit_code == 1, done.output
    assert "neither a clause nor a reason" in " ".join(done.output.split())
    assert "1 with neither." in done.output


def test_the_command_fails_where_the_documentation_differs(tmp_path: Path) -> None:
    """A difference from the documentation is told, and the exit code is 1."""
    done = CliRunner().invoke(group, ["coverage", "--missing", "--against", str(pages(tmp_path, *RIGHT))])
    assert done.exit_code == 1, done.output
    assert f"asyncio.run: the table has it as function at {RUN}, the documentation nowhere" in done.output
