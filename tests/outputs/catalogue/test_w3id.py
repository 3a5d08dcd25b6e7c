"""A real Apache redirects the IRIs to the right file in the right format."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from tests import programs
from tests.lighthouses import content_of
from tests.publish import servers

from repertory.outputs.catalogue.w3id import UNKNOWN
from repertory.outputs.publication import Publication, open_documents

pytestmark = pytest.mark.slow

FILES = "https://example.org/files/"
PAGE = "https://example.org/lighthouses"
CONFIGURATION = """
ServerRoot {folder}
ServerName localhost
Listen 127.0.0.1:{port}
PidFile {folder}/pid
ErrorLog {folder}/log
LoadModule mpm_event_module {modules}/mod_mpm_event.so
LoadModule authz_core_module {modules}/mod_authz_core.so
LoadModule rewrite_module {modules}/mod_rewrite.so
LoadModule headers_module {modules}/mod_headers.so
User www-data
Group www-data
DocumentRoot {folder}/www
<Directory {folder}/www>
  AllowOverride FileInfo
  Require all granted
</Directory>
"""
MODULES = Path("/usr/lib/apache2/modules")


def serve(text: str, path: str) -> Iterator[str]:
    """Run Apache with the rules in a folder; yield the URL of that folder."""
    program = programs.program("apache2")
    port = servers.free_port()
    folder = Path(tempfile.mkdtemp(prefix="repertory-apache-"))
    try:
        folder.chmod(0o755)
        place = folder / "www" / path
        place.mkdir(parents=True)
        (place / ".htaccess").write_text(text)
        configuration = folder / "apache.conf"
        configuration.write_text(CONFIGURATION.format(folder=folder, port=port, modules=MODULES))
        command = [program, "-f", str(configuration), "-DFOREGROUND"]
        with servers.running(command, folder) as process:
            servers.wait_for(f"http://127.0.0.1:{port}/", process, folder / "log")
            yield f"http://127.0.0.1:{port}/{path}/"
    finally:
        shutil.rmtree(folder)


def text_of(publication: Publication, name: str) -> str:
    return content_of(publication, name).decode()


@pytest.fixture
def apache(publication: Publication) -> Iterator[str]:
    """Apache with the rules of the lighthouses, whose IRIs are not those of the project."""
    yield from serve(text_of(publication, "portal/htaccess"), "id")


def follow(address: str, accept: str | None) -> tuple[int, str]:
    headers = {"Accept": accept} if accept is not None else None
    with httpx2.Client(timeout=10) as client:
        answer = client.send(httpx2.Request("GET", address, headers=headers))
    return answer.status_code, answer.headers.get("Location", "")


TURTLE, JSON, XML, HTML = "text/turtle", "application/ld+json", "application/rdf+xml", "text/html"
TRIG = "application/trig"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8"
DOCUMENT = "document/LIGHT/WG.2/2031/4"


def test_every_kind_of_iri_redirects_to_its_file_in_every_format(apache: str) -> None:
    graphs = "dataset.trig.gz"
    whole = {TURTLE: "dataset.ttl", JSON: "dataset.jsonld", XML: "dataset.rdf", TRIG: graphs}
    cases = {
        "topics/lights/fog": {**whole, TURTLE: "topics.ttl", HTML: PAGE},
        DOCUMENT: {**whole, HTML: "https://docs.un.org/en/LIGHT/WG.2/2031/4"},
        "document/A/RES/3201%20(S-VI)": {
            **whole,
            HTML: "https://docs.un.org/en/A/RES/3201%20(S-VI)",
        },
        "index/lights-2034": {**whole, HTML: PAGE},
        "row/lighthouses/lights-2034/1": {TURTLE: graphs, TRIG: graphs, HTML: PAGE},
        "mappings/lighthouses/sea/fog.7": {TURTLE: graphs, TRIG: graphs, HTML: PAGE},
        "dataset/lighthouses": {TURTLE: "catalog.ttl", JSON: "catalog.jsonld", HTML: PAGE},
    }
    for path, targets in cases.items():
        for accept, target in targets.items():
            expected = target if target.startswith("https:") else FILES + target
            assert (path, accept, *follow(apache + path, accept)) == (path, accept, 303, expected)


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, "topics.ttl"),
        ("*/*", "topics.ttl"),
        (BROWSER, PAGE),
        ("TEXT/HTML", PAGE),
        ("text/turtle;q=0.5, application/ld+json;q=0.9", "dataset.jsonld"),
        ("text/turtle;q=0.85,application/ld+json;q=0.9", "dataset.jsonld"),
        ("application/ld+json;q=0.85 , text/turtle;q=0.9", "topics.ttl"),
        ("application/rdf+xml, text/turtle;q=0.999", "dataset.rdf"),
        ("text/turtle; q=0, */*", "dataset.jsonld"),
        ("text/turtle;q=0.0, application/ld+json;q=0.000, */*;q=0.1", "dataset.rdf"),
        ("application/*;q=0.3, text/*;q=0.2", "dataset.jsonld"),
        ("text/*;q=0.9, text/turtle;q=0.1", PAGE),
        ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"', "dataset.jsonld"),
        ("application/ld+json;profile=x;q=0.4, text/html;q=0.3", "dataset.jsonld"),
        ("image/png, application/rdf+xml;q=0.1", "dataset.rdf"),
        ("application/ld+json;q=1.0, text/turtle;q=0.99", "dataset.jsonld"),
    ],
)
def test_the_format_with_the_highest_quality_is_chosen(
    apache: str, accept: str | None, expected: str
) -> None:
    target = expected if expected.startswith("https:") else FILES + expected
    assert follow(f"{apache}topics/lights/fog", accept) == (303, target)


def test_evidence_is_not_in_json_or_rdf_xml(apache: str) -> None:
    for accept in (JSON, XML):
        assert follow(f"{apache}finding/lighthouses/lights-2034/x", accept)[0] == 406


@pytest.mark.parametrize("accept", ["image/png", "text/turtle;q=0", "*/*;q=0", "text/turtlex"])
def test_without_an_acceptable_format_the_response_is_406(apache: str, accept: str) -> None:
    assert follow(f"{apache}topics/lights/fog", accept)[0] == 406


def test_the_response_varies_by_the_accept_header(apache: str) -> None:
    answer = httpx2.get(f"{apache}{DOCUMENT}", timeout=10)
    assert "Accept" in answer.headers["Vary"].split(", ")


def test_the_iris_of_the_ontology_and_its_versions_redirect_to_its_files() -> None:
    manifest = Path(__file__).resolve().parents[3] / "repertory.toml"
    text = text_of(open_documents(manifest=str(manifest)), "portal/htaccess")
    core = [f"ontology.{ending}" for ending in ("ttl", "jsonld", "rdf", "html")]
    evidence = [*["evidence.ttl"] * 3, "ontology.html"]
    for address in serve(text.replace(UNKNOWN, FILES), "repertory"):
        for names, paths in (
            (core, ("ns", "ns/", "ns/0.2.0")),
            (evidence, ("evidence", "evidence/", "evidence/0.2.0")),
        ):
            for path in paths:
                found = [follow(address + path, accept) for accept in (TURTLE, JSON, XML, HTML)]
                assert found == [(303, FILES + name) for name in names]
        assert follow(f"{address}id/topics/som/corruption", TURTLE) == (303, f"{FILES}topics.ttl")
        assert follow(f"{address}id/paragraph", JSON) == (303, f"{FILES}dataset.jsonld")
        assert follow(f"{address}elsewhere", TURTLE)[0] == 404


def test_the_readme_says_what_to_replace_if_the_url_of_the_files_is_unknown(
    publication: Publication, bare: Publication
) -> None:
    assert UNKNOWN in text_of(bare, "portal/README.md")
    assert UNKNOWN not in text_of(publication, "portal/README.md")
    assert UNKNOWN not in text_of(publication, "portal/htaccess")
