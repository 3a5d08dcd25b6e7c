"""Run a CKAN portal: PostgreSQL, Redis and CKAN itself, with a substitute for Solr.

CKAN requires other versions of libraries than we do, so it has its own environment:

    apt-get install --no-install-recommends postgresql redis-server
    python3 -m venv ckan && ckan/bin/pip install 'ckan[requirements]' ckanext-dcat
    REPERTORY_CKAN_PYTHON=ckan/bin/python pytest tests/publish
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
from tests import programs
from tests.publish import servers
from tests.publish.ckan import search_index

LARGEST = 8
"""Maximum megabytes of a file."""

PACKAGES = ("lighthouses", "smuggling-of-migrants")
"""The names of the packages that the tests create."""

CONFIGURATION = """
[app:main]
use = egg:ckan
SECRET_KEY = {secret}
ckan.site_id = test
ckan.site_url = {address}
ckan.plugins =
ckan.storage_path = {folder}/storage
ckan.max_resource_size = {largest}
ckan.auth.create_unowned_dataset = true
sqlalchemy.url = postgresql://postgres@127.0.0.1:{postgres}/postgres
ckan.redis.url = redis://127.0.0.1:{redis}/0
solr_url = http://127.0.0.1:{index}/solr/ckan
"""

Record = dict[str, Any]


@dataclass(frozen=True)
class Ckan:
    """A running portal: its address, and the tokens of an administrator and an editor.

    The editor may write datasets of the organisation `desk` only.
    """

    address: str
    process: subprocess.Popen[bytes]
    folder: Path
    administrator: str
    editor: str

    def call(self, action: str, values: Record, token: str = "") -> httpx2.Response:
        """Call an action without repertory."""
        headers = {"Authorization": token} if token else {}
        url = f"{self.address}/api/3/action/{action}"
        return httpx2.post(url, json=values, headers=headers, timeout=60)

    def act(self, action: str, **values: Any) -> Any:
        """Call an action as administrator; return its result."""
        response = self.call(action, values, self.administrator)
        assert response.status_code == 200, response.text
        return response.json()["result"]

    def show(self, name: str) -> Record:
        """Return a package."""
        package: Record = self.act("package_show", id=name)
        return package

    def is_public(self, name: str) -> bool:
        """Return whether a package is public."""
        return self.call("package_show", {"id": name}).status_code == 200

    def files(self) -> int:
        """Return the number of files in the portal."""
        return sum(path.is_file() for path in (self.folder / "storage/resources").rglob("*"))

    def clear(self) -> None:
        """Remove the packages of the tests, including deleted ones."""
        for name in PACKAGES:
            response = self.call("dataset_purge", {"id": name}, self.administrator)
            assert response.status_code in {200, 404}, response.text


@contextmanager
def portal() -> Iterator[Ckan]:
    """Run a portal with users and organisations, without packages."""
    command = str(programs.named_by("REPERTORY_CKAN_PYTHON").with_name("ckan"))
    for name in ("initdb", "postgres", "redis-server"):
        programs.program(name)
    folder = Path(tempfile.mkdtemp(prefix="repertory-ckan-"))
    try:
        folder.chmod(0o755)  # the user of PostgreSQL needs access
        with ExitStack() as stack:
            ports = {
                "postgres": _run_postgres(stack, folder),
                "redis": _run_redis(stack, folder),
                "index": _run_index(stack, folder),
            }
            yield _run_ckan(stack, folder, command, ports)
    finally:
        shutil.rmtree(folder)


def _run_postgres(stack: ExitStack, folder: Path) -> int:
    """Run PostgreSQL, which refuses to run as root."""
    initialise, server = map(programs.program, ("initdb", "postgres"))
    data, port = folder / "postgres", servers.free_port()
    data.mkdir()
    user: dict[str, Any] = {}
    if os.geteuid() == 0:
        user = {"user": "postgres", "group": "postgres", "extra_groups": []}
        shutil.chown(data, "postgres", "postgres")
    options = ["--no-sync", "--auth=trust", "--username=postgres", f"--pgdata={data}"]
    subprocess.run([initialise, *options], check=True, capture_output=True, cwd=data, **user)
    place = ["-D", str(data), "-k", str(data), "-h", "127.0.0.1", "-p", str(port)]
    process = stack.enter_context(servers.running([server, "-F", *place], folder, **user))
    servers.wait_for(f"tcp://127.0.0.1:{port}", process, folder / "postgres.log")
    return port


def _run_redis(stack: ExitStack, folder: Path) -> int:
    port = servers.free_port()
    place = ["--bind", "127.0.0.1", "--port", str(port), "--save", ""]
    command = [programs.program("redis-server"), *place]
    process = stack.enter_context(servers.running(command, folder))
    servers.wait_for(f"tcp://127.0.0.1:{port}", process, folder / "redis-server.log")
    return port


def _run_index(stack: ExitStack, folder: Path) -> int:
    port = servers.free_port()
    command = [sys.executable, search_index.__file__, str(port)]
    process = stack.enter_context(servers.running(command, folder))
    log = folder / f"{Path(sys.executable).name}.log"
    servers.wait_for(f"http://127.0.0.1:{port}/schema", process, log)
    return port


def _run_ckan(stack: ExitStack, folder: Path, command: str, ports: dict[str, int]) -> Ckan:
    port = servers.free_port()
    address, secret = f"http://127.0.0.1:{port}", "a secret of the tests, of no use elsewhere"
    configuration = folder / "ckan.ini"
    settings = {"address": address, "secret": secret, "folder": folder, "largest": LARGEST}
    configuration.write_text(CONFIGURATION.format(**settings, **ports))

    def manage(*arguments: str, answer: str = "") -> str:
        line = [command, "-c", str(configuration), *arguments]
        done = subprocess.run(line, input=answer, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    manage("db", "init")
    account = ["email=root@example.org", "password=of-no-use-elsewhere"]
    manage("sysadmin", "add", "administrator", *account, answer="y\n")
    token = manage("user", "token", "add", "--quiet", "administrator", "tests").strip()
    where = ["--host", "127.0.0.1", "--port", str(port)]
    serve = [command, "-c", str(configuration), "run", *where, "--disable-reloader", "--threaded"]
    process = stack.enter_context(servers.running(serve, folder))
    servers.wait_for(f"{address}/api/3/action/status_show", process, folder / "ckan.log")
    ckan = Ckan(address, process, folder, token, "")
    ckan.act("user_create", name="editor", email="editor@example.org", password="of-no-use-12345")
    ckan.act("organization_create", name="desk", users=[{"name": "editor", "capacity": "editor"}])
    ckan.act("organization_create", name="others")
    editor = ckan.act("api_token_create", user="editor", name="tests")["token"]
    return Ckan(address, process, folder, token, editor)
