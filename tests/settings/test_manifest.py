"""The manifest `repertory.toml`."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pyoxigraph
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from repertory.checking.checked_file import Format
from repertory.errors import SourceError
from repertory.model import DatasetDescription, IndexDescription, Symbol, VocabularyDescription
from repertory.settings.manifest import (
    BASE,
    DATE,
    IDENTIFIER,
    LANGUAGE,
    SYMBOL,
    VOCABULARY_KIND,
    WEB_IRI,
    DocumentEntry,
    Manifest,
    default_dataset,
    default_entry,
    find_manifest,
    is_language_tag,
    is_web_iri,
    read_manifest,
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
        dataset=DatasetDescription("whales", base="https://w3id.org/repertory/id/"),
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
        "vocabulary",
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
        "expected an identifier that line 20 does not have already",
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


GOOD: dict[str, tuple[Format, list[str]]] = {
    "identifier": (IDENTIFIER, ["a", "7", "som-2019", "a" * 200]),
    "language": (
        LANGUAGE,
        ["en", "fr", "zh-Hant", "sr-Latn-RS", "es-419", "de-CH-1996", "x-un", "sl-rozaj-biske"],
    ),
    "date": (DATE, ["2019", "2019-07", "2019-07-16", "2020-02-29", "0001"]),
    "base": (BASE, ["https://w3id.org/repertory/id/", "http://localhost:8080/", "http://é.org/"]),
    "web IRI": (WEB_IRI, ["https://un.org", "https://un.org?a=b/?", "https://un.org/a%20b#c/?d"]),
    "symbol": (SYMBOL, ["A/1", "CTOC/COP/WG.7/2012/6", "S/RES/1325 (2000)", "A/HRC/38/12/Add.1"]),
}
BAD: dict[str, tuple[Format, list[str]]] = {
    "identifier": (IDENTIFIER, ["", "-a", "A", "a b", "a_b", "é", "a/b", "a\n", "١"]),
    "language": (LANGUAGE, ["", "e", "en_GB", "en-", "-en", "toolonglanguage", "en\n", "анг"]),
    "date": (
        DATE,
        [
            "",
            "19",
            "2019-13",
            "2019-02-29",
            "2019-7-16",
            "0000",
            "2019-07-16\n",
            "٢٠١٩",
            "20190716",
        ],
    ),
    "base": (
        BASE,
        ["", "https://un.org", "https://un.org/a", "https://un.org/a#", "https://un.org/?a/"],
    ),
    "web IRI": (
        WEB_IRI,
        [
            *[
                "",
                "un.org",
                "ftp://un.org/",
                "https://",
                "https:///a",
                "urn:a",
                "https://un.org/a b",
            ],
            *[
                "https://un.org/<a>",
                "https://un.org/%zz",
                "https://un.org/a#b#c",
                "https://u@un.org/",
            ],
            *["https://un.org/\n", "https://un.org/{a}", "https://un.org/\u202e", "https://?a"],
        ],
    ),
    "symbol": (SYMBOL, ["", "A", "/A", "A/", "A//1", " A/1", "A /1", "A/1\n", "A/\u200b1"]),
}


@pytest.mark.parametrize(
    ("form", "text"), [(form, text) for form, texts in GOOD.values() for text in texts]
)
def test_a_text_of_the_right_form_is_accepted(form: Format, text: str) -> None:
    assert form.holds(text)


@pytest.mark.parametrize(
    ("form", "text"), [(form, text) for form, texts in BAD.values() for text in texts]
)
def test_a_text_of_another_form_is_refused(form: Format, text: str) -> None:
    assert not form.holds(text)


@given(st.text(alphabet=st.characters(), max_size=8), st.text(alphabet="/?#%2aé:@[]", max_size=8))
@example("\ufffd", "")
@example("\U000e0100", "")
@example("\ue000", "/")
def test_an_accepted_iri_is_valid_for_pyoxigraph(start: str, end: str) -> None:
    for iri in (f"https://un.org/{start}{end}", f"https://{start}.org{end}"):
        if is_web_iri(iri):
            assert pyoxigraph.NamedNode(iri).value == iri


@given(st.text(alphabet="abxzAZ019-", max_size=12))
@example("en-a-bbb-x-a-ccc")
@example("x-whatever")
def test_an_accepted_language_tag_is_valid_for_pyoxigraph(tag: str) -> None:
    if is_language_tag(tag):
        assert pyoxigraph.Literal("text", language=tag).language == tag.lower()


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
    assert default_dataset("whales") == DatasetDescription(
        "whales", base="https://w3id.org/repertory/id/"
    )


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


def test_a_vocabulary_of_an_unknown_kind_is_an_error(tmp_path: Path) -> None:
    text = '\n[[vocabulary]]\nname = "sea"\nuri_space = "https://sea.example/"\nkind = "fish"\n'
    expected = f", line 12: found kind = 'fish', expected {VOCABULARY_KIND.expected}"
    assert problems(write(tmp_path, SMALL + text)) == [expected]
