"""`repertory new` drafts the manifest entry of a document."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.reefs import LIST, MEASURES

from repertory.commands.draft import draft_entry
from repertory.commands.new import new
from repertory.errors import SourceError
from repertory.rdf.iris import DEFAULT_BASE
from repertory.settings.manifest import read_manifest
from repertory.settings.manifest_values import is_unpublished

TEXT = """\
A/75/6
16 July 2019
Index of recommendations on "whales"
Topic\tDocument\tParagraphs\tReference in A/75/7
Whales\tA/1\t4\tI.2
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "sources" / "Whales 2019.txt"
    path.parent.mkdir()
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_a_new_manifest_can_be_read(source: Path) -> None:
    draft = draft_entry(source)
    draft.write()
    (entry,) = read_manifest(draft.manifest).entries
    new = entry.description
    assert draft.manifest == source.parent / "repertory.toml"
    assert (entry.source, new.identifier, new.scheme) == (source, "whales-2019", "whales-2019")
    assert (new.title, new.symbol, new.date, new.language, new.compilation) == (
        'Index of recommendations on "whales"',
        "A/75/6",
        "2019-07-16",
        "en",
        "A/75/7",
    )
    assert "# Found in line 2.\ndate =" in draft.entry
    assert '# body = ""' in draft.entry


def test_a_new_manifest_asks_for_an_address_and_a_statement_of_rights(source: Path) -> None:
    """The address is one that `publish` refuses until it is changed."""
    draft = draft_entry(source)
    draft.write()
    dataset = read_manifest(draft.manifest).dataset
    assert (dataset.base, is_unpublished(dataset.base), dataset.rights) == (DEFAULT_BASE, True, "")
    head = draft.entry[: draft.entry.index("[[index]]")]
    assert head == (
        "[dataset]\n"
        'identifier = "whales-2019"\n'
        "# All IRIs begin with this address. Replace it with one that you will keep, such as\n"
        "# https://data.example.org/id/ or a name at w3id.org: `repertory publish` refuses this "
        "one.\n"
        f'base = "{DEFAULT_BASE}"\n'
        "# Whose document it is, with its texts, and that the licence does not cover it. A "
        "statement such as\n"
        '# CC0 (license = "https://creativecommons.org/publicdomain/zero/1.0/") is only for what '
        "you add.\n"
        '# rights = ""\n\n'
    )
    text = draft.manifest.read_text(encoding="utf-8").replace('# rights = ""', 'rights = "Ours."')
    draft.manifest.write_text(text, encoding="utf-8")
    assert read_manifest(draft.manifest).dataset.rights == "Ours."


@pytest.mark.parametrize(
    "title",
    [
        "Index of recommendations " + "adopted by the Working Group " * 5 + "at its fifth meeting",
        """Index of the "Working Group's" recommendations""",
        "Index of recommendations in A\\75",
    ],
    ids=["longer than a message quotes", "both kinds of quotation marks", "a backslash"],
)
def test_a_title_is_kept_as_it_is_printed(title: str, source: Path) -> None:
    source.write_text(TEXT.replace('Index of recommendations on "whales"', title), encoding="utf-8")
    draft = draft_entry(source)
    draft.write()
    (entry,) = read_manifest(draft.manifest).entries
    assert entry.description.title == title


def test_an_added_entry_has_a_unique_identifier(source: Path, tmp_path: Path) -> None:
    manifest = tmp_path / "repertory.toml"
    other = tmp_path / "whales-2019.txt"
    other.write_text(TEXT, encoding="utf-8")
    draft_entry(other).write()
    draft_entry(source).write()
    entries = read_manifest(manifest).entries
    assert [entry.description.identifier for entry in entries] == ["whales-2019", "whales-2019-2"]
    assert entries[1].source == source


def test_the_first_entry_is_added_to_a_dataset(source: Path, tmp_path: Path) -> None:
    manifest = tmp_path / "repertory.toml"
    manifest.write_text('[dataset]\nidentifier = "sea"\n', encoding="utf-8")
    draft_entry(source).write()
    known = read_manifest(manifest)
    assert known.dataset.identifier == "sea"
    assert [entry.description.identifier for entry in known.entries] == ["whales-2019"]


def test_a_document_that_the_manifest_lists_is_an_error(source: Path) -> None:
    draft_entry(source).write()
    with pytest.raises(SourceError, match=r"an entry 'whales-2019' for .* already"):
        draft_entry(source)


def test_columns_are_kept(source: Path) -> None:
    source.write_text("Ding\tDok\tAbs\nWhales\tA/1\t4\n", encoding="utf-8")
    draft = draft_entry(source, columns="topic=1,document=2,paragraphs=3")
    draft.write()
    (entry,) = read_manifest(draft.manifest).entries
    assert entry.columns == (("topic", 0), ("document", 1), ("paragraphs", 2))


def test_new_asks_whose_the_texts_are_until_it_is_stated(tmp_path: Path) -> None:
    (tmp_path / "reefs.csv").write_text(LIST, encoding="utf-8")
    (tmp_path / "measures.csv").write_text(MEASURES, encoding="utf-8")
    draft = draft_entry(tmp_path / "reefs.csv")
    assert (draft.lacks_rights, draft_entry(tmp_path / "measures.csv").lacks_rights) == (
        True,
        False,
    )
    asked = CliRunner().invoke(new, [str(tmp_path / "reefs.csv"), "--dry-run"]).output
    assert f"State whose they are: rights in [dataset] of {draft.manifest}." in asked

    text = draft.entry.replace('# rights = ""', 'rights = "The Reef Board."')
    draft.manifest.write_text(text.partition("[[index]]")[0], encoding="utf-8")
    assert draft_entry(tmp_path / "reefs.csv").lacks_rights is False
