"""A portal that harvests the catalogue gets a complete package, by ckanext-dcat's own RDF parser.

CKAN asks for other versions of libraries than we do, so it lives in an environment of its own:

    python3 -m venv ckan && ckan/bin/pip install 'ckan[requirements]' ckanext-dcat
    REPERTORY_CKAN_PYTHON=ckan/bin/python pytest tests/publish/test_harvest.py
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from tests.publish.servers import missing

DIST = Path(__file__).resolve().parents[2] / "dist"
SCRIPT = """
import json, sys
from ckanext.dcat.processors import RDFParser
parser = RDFParser(profiles=["euro_dcat_ap_3"])
parser.parse(open(sys.argv[1], encoding="utf-8").read(), _format=sys.argv[2])
print(json.dumps(list(parser.datasets())))
"""


@pytest.fixture(params=[("catalog.ttl", "turtle"), ("catalog.jsonld", "json-ld")])
def harvested(request: pytest.FixtureRequest) -> dict[str, Any]:
    """What a harvester makes of each file."""
    python = os.environ.get("REPERTORY_CKAN_PYTHON")
    if not python:
        missing("REPERTORY_CKAN_PYTHON names no Python with CKAN; see the head of this file")
    name, form = request.param
    command = [python, "-c", SCRIPT, str(DIST / name), form]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    (package,) = json.loads(done.stdout.splitlines()[-1])
    assert isinstance(package, dict)
    return package


def test_a_harvester_gets_what_the_package_says(harvested: dict[str, Any]) -> None:
    package = json.loads((DIST / "ckan-package.json").read_text())
    for field in ("title", "notes", "license_id"):
        assert harvested[field] == package[field]
    theirs = {extra["key"]: extra["value"] for extra in harvested["extras"]}
    ours = {extra["key"]: extra["value"] for extra in package["extras"]}
    same = "uri identifier issued modified publisher_name publisher_uri theme".split()
    same += ["temporal_start", "temporal_end"]
    assert {key: theirs[key] for key in same} == {key: ours[key] for key in same}
    facts = {r["uri"]: (r["name"], r["size"], r["hash"]) for r in harvested["resources"]}
    assert facts == {
        r["uri"]: (r["name"], r["size"], r["hash"].removeprefix("sha256:"))
        for r in package["resources"]
    }
