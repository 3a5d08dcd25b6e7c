"""Real stores on loopback, and a proxy that injects errors."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.programs import program
from tests.publish.servers import Proxy, free_port, proxy_to, running, wait_for
from tests.publish.stores.server import Server, oxigraph_in

from repertory.web.credentials import Credentials

VIRTUOSO = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{port}
NumberOfBuffers = 10000
DirsAllowed = .
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 10
[SPARQL]
ResultSetMaxRows = 10000
"""


@pytest.fixture(scope="session")
def oxigraph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A running Oxigraph."""
    with oxigraph_in(tmp_path_factory.mktemp("oxigraph")) as server:
        yield server


@pytest.fixture(scope="session")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A running Virtuoso, which requires digest authentication."""
    command, port, http_port = program("virtuoso-t"), free_port(), free_port()
    folder, address = tmp_path_factory.mktemp("virtuoso"), f"http://127.0.0.1:{http_port}"
    folder.joinpath("virtuoso.ini").write_text(VIRTUOSO.format(port=port, http=http_port))
    with running([command, "-f", "-c", "virtuoso.ini"], folder) as process:
        wait_for(f"{address}/sparql", process, folder / "virtuoso-t.log")
        yield Server("virtuoso", address, Credentials("dba", "dba"))


@pytest.fixture(params=["oxigraph", pytest.param("virtuoso", marks=pytest.mark.slow)])
def server(request: pytest.FixtureRequest) -> Server:
    """Each of the stores, without our graphs."""
    server = request.getfixturevalue(request.param)
    assert isinstance(server, Server)
    server.clear()
    return server


@pytest.fixture
def proxy(oxigraph: Server) -> Iterator[Proxy]:
    """A proxy for an empty Oxigraph."""
    oxigraph.clear()
    with proxy_to(oxigraph.address) as proxy:
        yield proxy
