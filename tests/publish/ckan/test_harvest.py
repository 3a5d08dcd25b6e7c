"""A portal with ckanext-dcat harvests a complete package from the catalogue."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from tests.programs import named_by
from tests.publish.ckan.portal import Ckan

pytestmark = pytest.mark.slow

DIST = Path(__file__).resolve().parents[3] / "dist"
SCRIPT = """
import json, sys
from ckanext.dcat.processors import RDFParser
parser = RDFParser(profiles=["euro_dcat_ap_3"])
parser.parse(open(sys.argv[1], encoding="utf-8").read(), _format=sys.argv[2])
print(json.dumps(list(parser.datasets())))
"""


@pytest.fixture(params=[("catalog.ttl", "turtle"), ("catalog.jsonld", "json-ld")])
def harvested(request: pytest.FixtureRequest) -> dict[str, Any]:
    """The package that a harvester creates from each file."""
    name, form = request.param
    command = [str(named_by("REPERTORY_CKAN_PYTHON")), "-c", SCRIPT, str(DIST / name), form]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    (package,) = json.loads(done.stdout.splitlines()[-1])
    assert isinstance(package, dict)
    return package


def test_a_harvested_package_equals_the_published_one(harvested: dict[str, Any]) -> None:
    package = json.loads((DIST / "ckan-package.json").read_text())
    for field in ("title", "notes", "license_id"):
        assert harvested[field] == package[field]
    assert sorted(t["name"] for t in harvested["tags"]) == sorted(
        t["name"] for t in package["tags"]
    )
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


def test_the_portal_accepts_the_harvested_package(ckan: Ckan, harvested: dict[str, Any]) -> None:
    name = "smuggling-of-migrants"
    ckan.act("package_create", **{**harvested, "name": name, "owner_org": "desk"})
    package = ckan.show(name)
    assert package["title"] == harvested["title"]
    assert [r["uri"] for r in package["resources"]] == [r["uri"] for r in harvested["resources"]]
