"""The manifest `repertory.toml`."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from repertory.errors import SourceError
from repertory.model import (
    DatasetDescription,
    IndexDescription,
    SchemeDescription,
    Symbol,
    VocabularyDescription,
)
from repertory.rdf.iris import DEFAULT_BASE
from repertory.settings.layouts import ListLayout, read_layout
from repertory.settings.manifest import (
    DocumentEntry,
    Manifest,
    default_dataset,
    default_entry,
    find_manifest,
    read_manifest,
)
from repertory.settings.manifest_values import (
    BASE,
    DATE,
    IDENTIFIER,
    LANGUAGE,
    SYMBOL,
    VOCABULARY_KIND,
    WEB_IRI,
)

TOP = Path(__file__).resolve().parents[2]

SMALL = """
[dataset]
identifier = "whales"

[[index]]
source = "index.txt"
identifier = "whales-2020"
scheme = "whales"
"""


def write(folder: Path, text: str) -> Path:
    (folder / "index.txt").touch()
    path = folder / "repertory.toml"
    path.write_bytes(textwrap.dedent(text).lstrip("\n").encode())
    return path


def problems(path: Path) -> list[str]:
    with pytest.raises(SourceError) as caught:
        read_manifest(path)
    return [line.removeprefix(str(path)) for line in str(caught.value).splitlines()]


def test_optional_values_of_a_small_manifest_are_empty(tmp_path: Path) -> None:
    path = write(tmp_path, SMALL)
    assert read_manifest(path) == Manifest(
        path=path,
        dataset=DatasetDescription("whales", base=DEFAULT_BASE),
        entries=(
            DocumentEntry(
                source=tmp_path / "index.txt",
                description=IndexDescription("whales-2020", "whales"),
                identifiers=tmp_path / "index.identifiers.toml",
                corrections=tmp_path / "index.corrections.toml",
            ),
        ),
    )


def test_all_keys_of_a_manifest_are_read(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        """
        [dataset]
        identifier = "whales"
        base = "https://example.org/whales/"
        title.en = "Whales"
        title.zh-Hant = "鯨魚"
        description = { fr = "Tout sur les baleines" }
        publisher = "A secretariat"
        publisher_iri = "https://example.org/#us"
        license = "https://creativecommons.org/publicdomain/zero/1.0/"
        rights = "Documents of a body."
        version = "1.2"

        [[index]]
        source = "index.txt"
        identifiers = "pins/whales.toml"
        corrections = "misprints.toml"
        identifier = "whales-2020"
        scheme = "whales"
        title = "Index of recommendations"
        body = "Working Group on Whales"
        symbol = "A/CONF.1/2020/7"
        date = 2020-02-29
        language = "en"
        compilation = "A/CONF.1/2020/5"

        [[index]]
        source = "index.txt"
        identifier = "whales-2021"
        scheme = "whales"
        date = "2021-03"
        """,
    )
    assert read_manifest(path) == Manifest(
        path=path,
        dataset=DatasetDescription(
            identifier="whales",
            base="https://example.org/whales/",
            titles=(("en", "Whales"), ("zh-Hant", "鯨魚")),
            descriptions=(("fr", "Tout sur les baleines"),),
            publisher="A secretariat",
            publisher_iri="https://example.org/#us",
            license="https://creativecommons.org/publicdomain/zero/1.0/",
            rights="Documents of a body.",
            version="1.2",
        ),
        entries=(
            DocumentEntry(
                source=tmp_path / "index.txt",
                description=IndexDescription(
                    identifier="whales-2020",
                    scheme="whales",
                    title="Index of recommendations",
                    body="Working Group on Whales",
                    symbol=Symbol("A/CONF.1/2020/7"),
                    date="2020-02-29",
                    language="en",
                    compilation=Symbol("A/CONF.1/2020/5"),
                ),
                identifiers=tmp_path / "pins" / "whales.toml",
                corrections=tmp_path / "misprints.toml",
            ),
            DocumentEntry(
                source=tmp_path / "index.txt",
                description=IndexDescription("whales-2021", "whales", date="2021-03"),
                identifiers=tmp_path / "index.identifiers.toml",
                corrections=tmp_path / "index.corrections.toml",
            ),
        ),
    )


def test_all_problems_are_reported_together(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        """
        titel = "Whales"
        [dataset]
        identifier = "Whales of 2020"
        base = "https://example.org/whales#"
        title = "Whales"
        description.en_GB = "Whales"
        publisher = ""
        publisher_iri = "example.org"
        licence = "https://example.org/"

        [[index]]
        source = "missing.txt"
        scheme = 7
        symbol = "no symbol"
        date = 2020-02-29T10:00:00
        language = "en_GB"

        [[index]]
        source = "index.txt"
        identifier = "whales-2020"
        scheme = "whales"
        date = "2020-02-30"

        [[index]]
        source = "index.txt"
        identifier = "whales-2020"
        scheme = "whales"
        """,
    )
    assert problems(path) == [
        ", line 1: found the key 'titel' in the file, expected only dataset, index, publishing, "
        "scheme, vocabulary",
        f", line 3: found identifier = 'Whales of 2020', expected {IDENTIFIER.expected}",
        f", line 4: found base = 'https://example.org/whales#', expected {BASE.expected}",
        ", line 5: found title = 'Whales', expected a table. "
        'Write its language too: title.en = "…"',
        f", line 6: found description.en_GB, expected {LANGUAGE.expected}",
        ", line 7: found publisher = '', expected text that is not empty",
        f", line 8: found publisher_iri = 'example.org', expected {WEB_IRI.expected}",
        ", line 9: found the key 'licence' in [dataset], expected only base, description, "
        "identifier, license, publisher, publisher_iri, rights, title, version. "
        "Did you mean 'license'?",
        f", line 11: found no 'identifier' in [[index]], expected {IDENTIFIER.expected}",
        ", line 12: found source = 'missing.txt', expected a file. "
        "Paths are relative to the folder of this file.",
        ", line 13: found scheme = 7, expected text in quotation marks",
        f", line 14: found symbol = 'no symbol', expected {SYMBOL.expected}",
        ", line 15: found date = datetime.datetime(2020, 2, 29, 10, 0), "
        "expected text in quotation marks",
        f", line 16: found language = 'en_GB', expected {LANGUAGE.expected}",
        f", line 22: found date = '2020-02-30', expected {DATE.expected}",
        ", line 26: found identifier = 'whales-2020', "
        "expected one that line 20 does not have already",
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", ["dataset", "index"]),
        ("[datasets]\n[[indexes]]\n", ["dataset", "index", "datasets", "indexes"]),
        ("dataset = 1\nindex = []\n", ["dataset = 1", "index = []"]),
        ("[dataset]\n[index]\n", ["identifier", "index = {}"]),
        (SMALL.replace("index.txt", "."), ["source = '.'"]),
        ("[dataset]\n[[index]]\n", ["identifier", "source", "identifier", "scheme"]),
    ],
)
def test_missing_parts_of_a_manifest_are_reported(
    tmp_path: Path, text: str, told: list[str]
) -> None:
    found = [
        problem.split("found ")[1].split(", expected")[0] for problem in problems_of(text, tmp_path)
    ]
    assert len(found) == len(told)
    assert all(part in problem for part, problem in zip(told, found, strict=True))


def problems_of(text: str, folder: Path) -> list[str]:
    return problems(write(folder, text))


def test_the_paths_of_settings_files_are_not_checked(tmp_path: Path) -> None:
    """Files that cannot be read are reported when they are read."""
    path = write(tmp_path, SMALL + f'corrections = "{"n" * 300}"\n')
    assert read_manifest(path).entries[0].corrections == tmp_path / ("n" * 300)


@pytest.mark.parametrize(
    ("source", "identifier"),
    [
        ("index.txt", "index"),
        ("sources/Index of Recommendations (2019).docx", "index-of-recommendations-2019"),
        ("Répertoire_2020.v2.txt", "repertoire-2020-v2"),
        ("Сбор-2020.txt", "2020"),
        ("Сбор.txt", "index"),
    ],
)
def test_a_document_without_a_manifest_is_named_by_its_file(source: str, identifier: str) -> None:
    path = Path(source)
    assert default_entry(path) == DocumentEntry(
        source=path,
        description=IndexDescription(identifier, identifier),
        identifiers=path.parent / f"{path.stem}.identifiers.toml",
        corrections=path.parent / f"{path.stem}.corrections.toml",
    )
    assert IDENTIFIER.holds(identifier)


def test_a_dataset_without_a_manifest_has_the_default_base() -> None:
    assert default_dataset("whales") == DatasetDescription("whales", base=DEFAULT_BASE)


def test_the_nearest_manifest_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    outer = write(tmp_path, SMALL)
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    assert find_manifest(deep) == outer
    inner = write(tmp_path / "a", SMALL)
    assert find_manifest(deep) == inner
    assert find_manifest(inner.parent / "index.txt") == inner
    assert find_manifest(tmp_path) == outer
    monkeypatch.chdir(deep)
    assert find_manifest(Path()) == inner


def test_a_folder_with_the_name_of_a_manifest_is_ignored(tmp_path: Path) -> None:
    outer = write(tmp_path, SMALL)
    (tmp_path / "a" / "repertory.toml").mkdir(parents=True)
    assert find_manifest(tmp_path / "a") == outer


def test_a_manifest_need_not_exist() -> None:
    assert find_manifest(Path("/proc")) is None


def test_the_manifest_of_this_repository_describes_every_table_in_sources() -> None:
    manifest = read_manifest(TOP / "repertory.toml")
    assert sorted(entry.source for entry in manifest.entries) == sorted(
        (TOP / "sources").glob("*.txt")
    )


def test_vocabularies_are_read_with_licence_and_attribution(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        SMALL
        + """
[[vocabulary]]
name = "sea"
uri_space = "https://sea.example/"
kind = "table"
location = "sea.csv"
title = "Sea animals"
iri = "https://sea.example/scheme"
license = "https://sea.example/licence"
attribution = "The Sea Library"
""",
    )
    manifest = read_manifest(path)
    assert manifest.mappings == tmp_path / "ontology" / "mappings"
    assert manifest.vocabularies == (
        VocabularyDescription(
            name="sea",
            uri_space="https://sea.example/",
            kind="table",
            location="sea.csv",
            title="Sea animals",
            iri="https://sea.example/scheme",
            license="https://sea.example/licence",
            attribution="The Sea Library",
        ),
    )


SCHEMES = """
[[scheme]]
identifier = "whales"
title.en = "Topics on whales"
title.fr = "Sujets sur les baleines"
"""


def test_the_titles_of_a_scheme_are_read(tmp_path: Path) -> None:
    titles = (("en", "Topics on whales"), ("fr", "Sujets sur les baleines"))
    found = read_manifest(write(tmp_path, SMALL + SCHEMES)).dataset.schemes
    assert found == (SchemeDescription("whales", titles),)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            'identifier = "whales"\ntitle',
            'identifier = "ships"\ntitle',
            ", line 10: found identifier = 'ships', expected the scheme of an [[index]]: 'whales'",
        ),
        (
            'title.fr = "Sujets sur les baleines"\n',
            SCHEMES,
            ", line 14: found identifier = 'whales', expected one that line 10 does not have "
            "already",
        ),
        (
            'title.en = "Topics on whales"\ntitle.fr = "Sujets sur les baleines"',
            "",
            ", line 9: found no 'title' in [[scheme]], expected a table. Write its language too: "
            'title.en = "…"',
        ),
        (
            'title.en = "Topics on whales"\ntitle.fr = "Sujets sur les baleines"',
            "title = {}",
            ", line 11: found title = {}, expected a text in at least one language. Write its "
            'language too: title.en = "…"',
        ),
        (
            "title.fr",
            "titel.fr",
            ", line 12: found the key 'titel' in [[scheme]], expected only identifier, title. Did "
            "you mean 'title'?",
        ),
    ],
)
def test_a_scheme_with_a_problem_is_an_error_with_its_line(
    tmp_path: Path, old: str, new: str, problem: str
) -> None:
    assert SCHEMES.count(old) == 1
    assert problems(write(tmp_path, SMALL + SCHEMES.replace(old, new))) == [problem]


@pytest.mark.parametrize("scheme", ['""', "[1]", "7"])
def test_schemes_are_not_compared_with_an_index_without_one(tmp_path: Path, scheme: str) -> None:
    text = SMALL.replace('scheme = "whales"', f"scheme = {scheme}") + SCHEMES
    (problem,) = problems(write(tmp_path, text))
    assert problem.startswith(", line 7: found scheme = ")


def test_a_scheme_may_be_described_before_its_first_index(tmp_path: Path) -> None:
    path = write(tmp_path, '[dataset]\nidentifier = "sea"\n' + SCHEMES)
    assert [each.identifier for each in read_manifest(path, begun=True).dataset.schemes] == [
        "whales"
    ]


def test_two_vocabularies_with_one_name_are_an_error(tmp_path: Path) -> None:
    one = '\n[[vocabulary]]\nname = "sea"\nuri_space = "https://sea.example/"\n'
    assert problems(write(tmp_path, SMALL + one + one)) == [
        ", line 14: found name = 'sea', expected one that line 10 does not have already"
    ]


def test_a_vocabulary_of_an_unknown_kind_is_an_error(tmp_path: Path) -> None:
    text = '\n[[vocabulary]]\nname = "sea"\nuri_space = "https://sea.example/"\nkind = "fish"\n'
    expected = f", line 12: found kind = 'fish', expected {VOCABULARY_KIND.expected}"
    assert problems(write(tmp_path, SMALL + text)) == [expected]


def entry_of(folder: Path, text: str) -> DocumentEntry:
    return read_manifest(write(folder, SMALL + text)).entries[0]


def test_columns_are_named_by_title_in_a_table(tmp_path: Path) -> None:
    text = '[index.columns]\ntopic = ["Theme", 2]\ndocument = "Report"\nseparator = "/"\n'
    entry = entry_of(tmp_path, text)
    assert entry.columns == ()
    columns = (("topic", "Theme"), ("topic", 1), ("document", "Report"))
    assert entry.layout == ListLayout("columns", "this document", columns, "/", is_strict=True)


def test_a_layout_is_named_or_is_a_file(tmp_path: Path) -> None:
    named = entry_of(tmp_path, 'layout = "uhri-export"\n').layout
    assert named is not None
    assert named.name == "uhri-export"
    file = tmp_path / "own.toml"
    file.write_text('title = "own"\n[columns]\ntopic = "A"\ndocument = "B"\n', encoding="utf-8")
    assert entry_of(tmp_path, 'layout = "own.toml"\n').layout == read_layout(file)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('layout = "none"\n', "expected a layout file, or one of decisions-by-subject,"),
        ('layout = "bad.toml"\n', "bad.toml: found no 'title' in the file"),
        (
            'layout = "uhri-export"\ncolumns = "topic=1,document=2"\n',
            "expected only one of layout and columns",
        ),
        ("columns = 3\n", "columns = 3"),
        ('[index.columns]\ntopic = "A"\n', "expected columns for document"),
    ],
)
def test_a_faulty_layout_is_a_problem_of_the_entry(
    tmp_path: Path, text: str, expected: str
) -> None:
    (tmp_path / "bad.toml").write_text('[columns]\ntopic = "A"\ndocument = "B"', encoding="utf-8")
    found = problems(write(tmp_path, SMALL + text))
    assert len(found) == 1
    assert expected in found[0]
