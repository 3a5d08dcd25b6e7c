"""Hostile PDFs are an error within the bounds of time and memory, and nothing is written."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.pdf_files import CATALOGUE, FONT, PAGE, PAGES, pdf, stream

MEGABYTES = 1_000
BOUND = r"takes more than (10 seconds to read|1,000 MB of memory|10 seconds or 1,000 MB of memory)"
"""The bound that is exceeded first depends on the machine."""


def never_ends() -> bytes:
    return b"%PDF-1.4\n1 0 obj\n" + b"<<" * 20_000_000


def million_objects() -> bytes:
    text = stream(b"BT /F 12 Tf (x) Tj ET")
    return pdf([CATALOGUE, PAGES, PAGE, text, FONT, *[b"<<>>"] * 1_000_000])


def deep_page_tree() -> bytes:
    nodes = [b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % (n + 3) for n in range(100_000)]
    return pdf([CATALOGUE, *nodes, PAGE])


def huge_stream() -> bytes:
    return pdf([CATALOGUE, PAGES, PAGE, stream(b"\0" * 10_000_000, times=150), FONT])


def many_letters() -> bytes:
    text = b"BT /F 12 Tf " + b"(abcdefghijkl) Tj " * 3_000_000 + b"ET"
    return pdf([CATALOGUE, PAGES, PAGE, stream(text), FONT])


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (never_ends, f"found a file that {BOUND}"),
        (million_objects, rf"found (no table|a file that {BOUND})"),
        (deep_page_tree, "found a PDF file whose parts are nested too deeply"),
        (huge_stream, f"found a file that {BOUND}"),
        (many_letters, f"found a file that {BOUND}"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
@pytest.mark.slow
def test_it_is_an_error_in_bounded_time_and_memory(
    make: Callable[[], bytes], message: str, tmp_path: Path
) -> None:
    path = tmp_path / "index.pdf"
    path.write_bytes(make())
    command = [sys.executable, "-m", "repertory", "build", str(path), "--out", str(tmp_path / "o")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        message_found = process.stderr.read().decode()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 2
    assert re.search(f"index.pdf: {message}", message_found)
    assert [each.name for each in tmp_path.iterdir()] == ["index.pdf"]
    assert usage.ru_maxrss < MEGABYTES * 1024
