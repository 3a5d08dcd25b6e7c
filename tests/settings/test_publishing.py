"""The publishing table of a manifest is read, and its problems are reported with their lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from repertory.errors import SourceError
from repertory.model import Contact, Publishing, Series, Theme
from repertory.settings.manifest import read_manifest

HEAD = """[dataset]
identifier = "lighthouses"
[[index]]
source = "lights.txt"
identifier = "lights-2034"
scheme = "lights"
"""


def write(folder: Path, text: str) -> Path:
    (folder / "lights.txt").touch()
    path = folder / "repertory.toml"
    path.write_text(HEAD + text)
    return path


def test_without_the_table_all_values_are_empty(tmp_path: Path) -> None:
    assert read_manifest(write(tmp_path, "")).dataset.publishing == Publishing()


def test_all_keys_are_read(tmp_path: Path) -> None:
    text = """
    [publishing]
    issued = 2034-06-01
    modified = "2034-07"
    homepage = "https://example.org/"
    landing_page = "https://example.org/lighthouses"
    download = "https://example.org/files/"
    endpoint = "https://example.org/sparql"
    spatial = "https://example.org/places/sea"
    publisher_type = "NationalAuthority"
    availability = "stable"
    contact = { name = "Desk", email = "desk@example.org", url = "https://example.org/desk" }
    [publishing.series]
    identifier = "all-lighthouses"
    title.en = "Lighthouses"
    description.en = "One dataset an edition."
    previous = "https://example.org/id/dataset/before"
    [[publishing.theme]]
    iri = "https://example.org/themes/sea"
    label = { en = "Sea", fr = "Mer" }
    scheme = "https://example.org/themes"
    scheme_title.en = "Themes"
    """
    assert read_manifest(write(tmp_path, text)).dataset.publishing == Publishing(
        issued="2034-06-01",
        modified="2034-07",
        homepage="https://example.org/",
        landing_page="https://example.org/lighthouses",
        download="https://example.org/files/",
        endpoint="https://example.org/sparql",
        spatial="https://example.org/places/sea",
        publisher_type="NationalAuthority",
        availability="stable",
        contact=Contact("Desk", "desk@example.org", "https://example.org/desk"),
        series=Series(
            "all-lighthouses",
            (("en", "Lighthouses"),),
            (("en", "One dataset an edition."),),
            "https://example.org/id/dataset/before",
        ),
        themes=(
            Theme(
                "https://example.org/themes/sea",
                (("en", "Sea"), ("fr", "Mer")),
                "https://example.org/themes",
                (("en", "Themes"),),
            ),
        ),
    )


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('issued = "1.6.2034"', "expected a date such as"),
        (
            'download = "https://example.org/files"',
            "an absolute http or https IRI that ends in '/'",
        ),
        ('endpoint = "example.org"', "expected an absolute http or https IRI"),
        ('publisher_type = "Harbour"', "expected one of 'Academia"),
        ('availability = "forever"', "expected one of 'available', 'experimental'"),
        ('contact = { email = "desk@example.org" }', "no 'name'"),
        ('contact = { name = "Desk", email = "desk" }', "expected an address such as"),
        ('series = { identifier = "x" }', "no 'title'"),
        ('theme = [{ label = { en = "Sea" } }]', "no 'iri'"),
        ('endpiont = "https://example.org"', "Did you mean 'endpoint'?"),
    ],
)
def test_a_problem_is_reported_with_its_line(tmp_path: Path, line: str, message: str) -> None:
    path = write(tmp_path, f"[publishing]\n{line}\n")
    with pytest.raises(SourceError) as caught:
        read_manifest(path)
    assert message in str(caught.value)
    assert f"{path}, line 8" in str(caught.value)
