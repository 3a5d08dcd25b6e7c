"""The data that the queries are asked of, and the engines that are asked."""

from __future__ import annotations

import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.programs import program
from tests.queries.expected_links import LINKS
from tests.queries.table import Table, read_table
from tests.reefs import read_measures, read_reefs

from repertory.querying.local import LocalStore, open_store
from repertory.querying.remote import Endpoint
from repertory.rdf.statements import write_ntriples
from repertory.rdf.vocabulary import RDFS, SKOS

GRAPH = "https://example.org/graph"
CORE = "https://example.org/core"
TRANSLATED = "https://example.org/translated"
TEXTS = "https://example.org/texts"


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
        assert isinstance(port, int)
        return port


def wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    """Wait until a server answers at all."""
    for _ in range(300):
        assert server.poll() is None, "the server ended"
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"no server at {url}")


@pytest.fixture(scope="session")
def table() -> Table:
    return read_table()


@pytest.fixture(scope="session")
def core_dataset(table: Table, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The core of the real dataset as a file."""
    path = tmp_path_factory.mktemp("core") / "dataset.nt"
    path.write_bytes(b"".join(write_ntriples(table.publication.core)))
    return path


@pytest.fixture(scope="session")
def dataset(table: Table, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real dataset with its evidence as a file, all named graphs merged."""
    path = tmp_path_factory.mktemp("dataset") / "dataset.nt"
    path.write_bytes(b"".join(write_ntriples(table.publication.triples())))
    return path


def translated(label: str, rank: int) -> dict[str, str]:
    """Labels of a thing by language; one thing in three has no French, one in five Arabic only."""
    names = {"en": label, "fr": f"{label} (fr)", "ar": f"{label} (ar)"}
    if rank % 5 == 0:
        return {"ar": names["ar"]}
    return names if rank % 3 else {"en": names["en"], "ar": names["ar"]}


@pytest.fixture(scope="session")
def translated_dataset(
    table: Table, dataset: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The real dataset with labels of the topics and paragraphs in several languages."""
    lines = dict.fromkeys(dataset.read_text(encoding="utf-8").splitlines())
    for column, naming in (("topic", SKOS.prefLabel), ("paragraph", RDFS.label)):
        for label, rank in table.ranks[column].items():
            start = f"<{table.iris[column][label]}> <{naming}> "
            del lines[f'{start}"{label}"@en .']
            for tag, each in translated(label, rank).items():
                lines[f'{start}"{each}"@{tag} .'] = None
    path = tmp_path_factory.mktemp("translated") / "dataset.nt"
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def several_languages(translated_dataset: Path) -> LocalStore:
    return LocalStore(open_store([translated_dataset]))


@pytest.fixture(scope="session")
def core(core_dataset: Path) -> LocalStore:
    return LocalStore(open_store([core_dataset]))


@pytest.fixture(scope="session")
def real(dataset: Path) -> LocalStore:
    return LocalStore(open_store([dataset]))


@pytest.fixture(scope="session")
def unlinked(table: Table, tmp_path_factory: pytest.TempPathFactory) -> LocalStore:
    """The real dataset without its links to other vocabularies."""
    path = tmp_path_factory.mktemp("unlinked") / "dataset.nt"
    publication = replace(table.publication, mappings=())
    path.write_bytes(publication.statements.serialise("ntriples"))
    return LocalStore(open_store([path]))


@pytest.fixture(scope="session")
def links() -> LocalStore:
    return LocalStore(open_store([LINKS]))


@pytest.fixture(scope="session")
def text_lists(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lists without a compilation, with their evidence, as a file."""
    path = tmp_path_factory.mktemp("texts") / "dataset.nt"
    lists = (read_reefs(), read_measures())
    path.write_bytes(b"".join(write_ntriples(t for each in lists for t in each.triples())))
    return path


@pytest.fixture(scope="session")
def reefs(text_lists: Path) -> LocalStore:
    return LocalStore(open_store([text_lists]))


@pytest.fixture(scope="session")
def files(
    core_dataset: Path, dataset: Path, translated_dataset: Path, text_lists: Path
) -> Mapping[str, Path]:
    """The named graphs that the servers hold."""
    return {GRAPH: dataset, CORE: core_dataset, TRANSLATED: translated_dataset, TEXTS: text_lists}


@pytest.fixture(scope="session")
def oxigraph(
    files: Mapping[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Endpoint]:
    """The oxigraph server with the real dataset, in which the core is stated twice."""
    command = program("oxigraph")
    port = free_port()
    location = tmp_path_factory.mktemp("oxigraph")
    arguments = [command, "serve", "--location", str(location), "--bind", f"127.0.0.1:{port}"]
    with subprocess.Popen(arguments, stderr=subprocess.DEVNULL) as server:
        try:
            wait_for(f"http://127.0.0.1:{port}/", server)
            for graph, path in files.items():
                request = urllib.request.Request(
                    f"http://127.0.0.1:{port}/store?graph={graph}",
                    path.read_bytes(),
                    {"Content-Type": "application/n-triples"},
                    method="POST",
                )
                urllib.request.urlopen(request, timeout=60).close()
            yield Endpoint(f"http://127.0.0.1:{port}/query", [GRAPH, CORE])
        finally:
            server.terminate()


VIRTUOSO = """
[Database]
DatabaseFile = {folder}/v.db
ErrorLogFile = {folder}/v.log
LockFile = {folder}/v.lck
TransactionFile = {folder}/v.trx
xa_persistent_file = {folder}/v.pxa
[TempDatabase]
DatabaseFile = {folder}/t.db
TransactionFile = {folder}/t.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
NumberOfBuffers = 10000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
[SPARQL]
ResultSetMaxRows = 10000
"""


def put_into_virtuoso(url: str, content: bytes) -> None:
    """Send the data with the digest at once: the server hangs up on a body that comes without."""
    passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
    passwords.add_password(None, url, "dba", "dba")
    handler = urllib.request.HTTPDigestAuthHandler(passwords)
    with pytest.raises(urllib.error.HTTPError, match="401") as refused:
        urllib.request.urlopen(urllib.request.Request(url, b"", method="PUT"), timeout=60)
    challenge = refused.value.headers["WWW-Authenticate"].partition(" ")[2]
    items = urllib.request.parse_http_list(challenge)
    request = urllib.request.Request(url, content, {"Content-Type": "text/plain"}, method="PUT")
    digest = handler.get_authorization(request, urllib.request.parse_keqv_list(items))
    request.add_header("Authorization", f"Digest {digest}")
    urllib.request.urlopen(request, timeout=60).close()


@pytest.fixture(scope="session")
def virtuoso(
    files: Mapping[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Endpoint]:
    """Virtuoso with the real dataset, in which the core is stated twice."""
    command = program("virtuoso-t")
    folder = tmp_path_factory.mktemp("virtuoso")
    http, sql = free_port(), free_port()
    settings = folder / "virtuoso.ini"
    settings.write_text(VIRTUOSO.format(folder=folder, http=http, sql=sql), encoding="utf-8")
    arguments = [command, "+foreground", "+configfile", str(settings)]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(arguments, cwd=folder, stdout=quiet, stderr=quiet) as server:
        try:
            url = f"http://127.0.0.1:{http}"
            wait_for(f"{url}/sparql", server)
            put = f"{url}/sparql-graph-crud-auth?graph="
            for graph, path in files.items():
                put_into_virtuoso(put + graph, path.read_bytes())
            yield Endpoint(f"{url}/sparql", [GRAPH, CORE])
        finally:
            server.terminate()
