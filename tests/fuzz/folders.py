"""Folders of built datasets, as they are published: damaged, changed, and made to mislead."""

from __future__ import annotations

import gzip
import hashlib
import json
import random
import re
import zlib
from functools import cache
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Final

from tests.fuzz.chance import changed, changed_bytes
from tests.fuzz.law import expect, outcome, shown
from tests.fuzz.settings import FILES, INDEX

from repertory.errors import PublishError
from repertory.outputs.publication import open_documents
from repertory.publish.published import CHECKSUMS, GRAPHS, Published, read_published
from repertory.rdf_formats import inflated_name

READ: Final = ("catalog.ttl", "ckan-package.json", GRAPHS, CHECKSUMS)
"""The files whose content a folder is read from."""

NAMES: Final = (
    *(
        "/etc/passwd",
        "../secret",
        "..",
        "",
        ".",
        "a\\b",
        "topics.csv/x",
        "SHA256SUMS",
        "\u202e",
        "~",
    ),
    *("topics.csv ", "TOPICS.CSV", "./topics.csv", "//topics.csv", "file:///etc/passwd", "a" * 300),
)
"""Names that are those of no file of a dataset."""

VALUES: Final = (
    *(
        "null",
        "1",
        '"x"',
        "[]",
        "{}",
        "[[]]",
        "[{}]",
        '{"uri": 1}',
        '["a"]',
        "true",
        "NaN",
        "1e999",
    ),
    *("[" * 5_000, '{"a":' * 5_000, '"\\ud800"', '"/etc/passwd"', '"file:///etc/passwd"'),
)


@cache
def built() -> dict[str, bytes]:
    """Return the files of a whole folder."""
    with TemporaryDirectory() as name:
        for file, text in FILES.items():
            (Path(name) / file).write_text(text, encoding="utf-8")
        (Path(name) / "index.txt").write_text(INDEX, encoding="utf-8")
        publication = open_documents(manifest=str(Path(name) / "repertory.toml"))
        folder = Path(name) / "dist"
        publication.write(folder)
        paths = (path for path in folder.rglob("*") if path.is_file())
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(paths)}


def check(chance: random.Random) -> str:
    """Check one folder; what is read of it names files that are in it and are what they were."""
    files = dict(built())
    for _ in range(chance.choice((0, 1, 1, 1, 2, 3))):
        _spoil(chance, files)
    with TemporaryDirectory() as name:
        folder = Path(name) / "dist"
        folder.mkdir()
        (Path(name) / "secret").write_text("secret")
        _write(chance, folder, files)
        found = outcome(lambda: read_published(folder))
        if isinstance(found, Published):
            _check_files(found, files)
            return repr((found.package, found.files, found.prefixes, sorted(found.graphs)))
        expect(isinstance(found, PublishError) and str(folder) in str(found), found)
        return shown(found).replace(name, "")


def _spoil(chance: random.Random, files: dict[str, bytes]) -> None:
    """Spoil one file, mostly one that is read; its checksum is right in two of three cases.

    Of a compressed file, the content is spoilt in two of three cases.
    """
    name = chance.choice(READ) if chance.random() < 0.8 else chance.choice(tuple(files))
    inside = name == GRAPHS and name in files and chance.random() < 0.67
    if inside:
        files[name] = _inflated(files[name])
    _spoil_content(chance, files, name)
    if inside and name in files:
        files[name] = gzip.compress(files[name], mtime=0)
    if name in files and name != CHECKSUMS and CHECKSUMS in files and chance.random() < 0.67:
        _sign(files, name)


def _inflated(content: bytes) -> bytes:
    """Return what a compressed file has, or its own bytes if it was spoilt before."""
    try:
        return gzip.decompress(content)
    except (OSError, EOFError, zlib.error):
        return content


def _spoil_content(chance: random.Random, files: dict[str, bytes], name: str) -> None:
    text = files.get(name, b"").decode("utf-8", "replace")
    kind = chance.randrange(6)
    if kind == 0:
        files[name] = changed_bytes(chance, files.get(name, b""), 3)
    elif kind == 1:
        files.pop(name, None)
    elif kind == 2:
        text = re.sub(
            r"topics\.csv", lambda _: chance.choice(NAMES), text, count=chance.randrange(9)
        )
        files[name] = text.encode("utf-8", "replace")
    elif kind == 3 and name.endswith(".json"):
        values = re.split(r'(?<=: )("[^"]*"|\[|\d+)', text)
        values[chance.randrange(len(values))] = chance.choice(VALUES)
        files[name] = "".join(values).encode("utf-8", "replace")
    elif kind == 4:
        lines = text.split("\n")
        lines[chance.randrange(len(lines))] = chance.choice(
            (*NAMES, chance.choice(lines), "0  a", "é")
        )
        files[name] = "\n".join(lines).encode("utf-8", "replace")
    else:
        files[name] = changed(chance, text, tuple(NAMES)).encode("utf-8", "replace")


def _sign(files: dict[str, bytes], name: str) -> None:
    """Write the right checksums of a file, as somebody would who wants it to be published."""
    inner = re.escape(f"{inflated_name(name)} (inflated {name})".encode())
    for end, content in ((re.escape(name.encode()), files[name]), (inner, _inflated(files[name]))):
        digest = hashlib.sha256(content).hexdigest().encode()
        line = rb"(?m)[0-9a-f]{64}(?=  " + end + rb"$)"
        files[CHECKSUMS] = re.sub(line, digest, files[CHECKSUMS])


def _write(chance: random.Random, folder: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    if chance.random() < 0.05:
        path = folder / chance.choice(READ)
        path.unlink(missing_ok=True)
        path.mkdir()


def _check_files(found: Published, files: dict[str, bytes]) -> None:
    """Check that each file that would be sent is a file of the folder that its checksums list."""
    listed = files[CHECKSUMS].decode("utf-8", "replace")
    for name in found.files.values():
        inside = name in files and ".." not in PurePosixPath(name).parts
        expect(inside and f"  {name}\n" in f"{listed}\n", name)
    resources = found.package["resources"]
    expect(all(found.files[resource["uri"]] for resource in resources), resources)
    expect(json.loads(files["ckan-package.json"]) == found.package)
