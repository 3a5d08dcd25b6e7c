"""A running store."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.programs import program
from tests.publish.servers import free_port, running, wait_for

from repertory.publish.stores.remote_store import RemoteStore
from repertory.publish.stores.store_kinds import addresses_of
from repertory.web.client import Client, Patience
from repertory.web.credentials import Credentials

NO_WAIT = Patience(attempts=3, pause=0.1, timeout=60)


@dataclass(frozen=True)
class Server:
    """A running store: its kind, its address and the credentials for writing."""

    kind: str
    address: str
    credentials: Credentials | None = None
    process: subprocess.Popen[bytes] | None = None

    def store(self, address: str | None = None) -> RemoteStore:
        """Connect to the store, optionally through another address."""
        addresses = addresses_of(self.kind, address or self.address)
        return RemoteStore(addresses, Client(self.credentials, addresses.scheme, NO_WAIT))

    def clear(self) -> None:
        """Remove all our graphs."""
        store = self.store()
        for graph in store.graphs("https://"):
            store.drop(graph)


@contextmanager
def oxigraph_in(folder: Path) -> Iterator[Server]:
    """Run an Oxigraph with its data in a folder."""
    port = free_port()
    address, bind = f"http://127.0.0.1:{port}", f"127.0.0.1:{port}"
    command = [program("oxigraph"), "serve"]
    with running([*command, "--location", "data", "--bind", bind], folder) as process:
        wait_for(address, process, folder / "oxigraph.log")
        yield Server("oxigraph", address, process=process)
