"""Files compressed with gzip: what is damaged or too large is a message, and bytes are the same."""

from __future__ import annotations

import gzip
import random
import zlib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.web.hostile import bomb

from repertory.compression import LEVEL, compress, open_inflated, read_inflated
from repertory.errors import SourceError

TEXT = b"<a:s> <a:p> <a:o> .\n" * 9
GZIP = gzip.compress(TEXT, mtime=0)
EXPECTED = "a file of at most 1,000 bytes"
WHOLE = "expected gzip data that is whole"


def changed(content: bytes, at: int) -> bytes:
    return bytes([*content[:at], content[at] ^ 1, *content[at + 1 :][: len(content)]])


def read(folder: Path, content: bytes, name: str = "a.ttl.gz") -> bytes:
    (folder / name).write_bytes(content)
    return read_inflated(folder / name, 1000, EXPECTED, "Take less.")


def error(folder: Path, content: bytes) -> str:
    with pytest.raises(SourceError) as caught:
        read(folder, content)
    return str(caught.value).removeprefix(f"{folder}/")


@pytest.mark.parametrize(
    ("content", "inflated"),
    [
        (GZIP, TEXT),
        (GZIP + GZIP, TEXT * 2),
        (gzip.compress(b"", mtime=0) + GZIP + gzip.compress(b"", mtime=0), TEXT),
        (GZIP + bytes(512), TEXT),  # padding of tapes
        (gzip.compress(b"", mtime=0), b""),
        (gzip.compress(bytes(1000), mtime=0), bytes(1000)),
    ],
    ids=["one", "two", "empty-members", "padding", "empty", "limit"],
)
def test_all_members_of_a_file_are_its_content(
    tmp_path: Path, content: bytes, inflated: bytes
) -> None:
    assert read(tmp_path, content) == inflated


def test_a_file_is_inflated_if_its_name_says_so(tmp_path: Path) -> None:
    assert read(tmp_path, GZIP, "A.TTL.GZ") == TEXT
    assert read(tmp_path, GZIP, "a.ttl") == GZIP


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", f"an empty file, {WHOLE}. If it is not compressed, remove '.gz' from its name."),
        (TEXT, f"a file that is not compressed, {WHOLE}. If it is not compressed, remove '.gz' f"),
        (GZIP[:1], f"a file that is not compressed, {WHOLE}. If it is not compressed, remove"),
        *(
            (GZIP[:length], f"gzip data that is cut off, {WHOLE}. Copy or download the file again")
            for length in (2, 9, 10, 11, len(GZIP) // 2, len(GZIP) - 8, len(GZIP) - 1)
        ),
        (GZIP + GZIP[:-1], f"gzip data that is cut off, {WHOLE}. Copy or download the file again."),
        (GZIP + b"x", f"other data after the gzip data, {WHOLE}. Copy or download the file again."),
        (GZIP + TEXT, f"other data after the gzip data, {WHOLE}. Copy or download the file again."),
        (changed(GZIP, len(GZIP) - 8), "damaged gzip data (CRC check failed"),
        (changed(GZIP, len(GZIP) - 4), "damaged gzip data (Incorrect length of data produced)"),
        (changed(GZIP, 2), "damaged gzip data (Unknown compression method)"),
        (GZIP[:10] + b"\xff" * 40, "damaged gzip data (Error -3 while decompressing data"),
        (
            gzip.compress(bytes(1001), mtime=0),
            f"a file that inflates to more, expected {EXPECTED}. Take le",
        ),
        (GZIP * 6, f"a file that inflates to more, expected {EXPECTED}. Take less."),
        (bomb(), f"a file that inflates to more, expected {EXPECTED}. Take less."),
    ],
)
def test_what_cannot_be_read_is_a_message(tmp_path: Path, content: bytes, message: str) -> None:
    assert error(tmp_path, content).startswith(f"a.ttl.gz: found {message}")


def test_a_file_that_is_not_compressed_has_the_same_limit(tmp_path: Path) -> None:
    assert read(tmp_path, bytes(1000), "a.ttl") == bytes(1000)
    with pytest.raises(SourceError, match=rf"a\.ttl: found a larger file, expected {EXPECTED}\. T"):
        read(tmp_path, bytes(1001), "a.ttl")


@pytest.mark.parametrize("name", ["a.ttl", "a.ttl.gz"])
def test_what_cannot_be_opened_is_a_message(tmp_path: Path, name: str) -> None:
    with pytest.raises(SourceError, match=rf"{name}: found no such file, expected {EXPECTED}"):
        read_inflated(tmp_path / name, 1000, EXPECTED)
    (tmp_path / name).mkdir()
    with pytest.raises(SourceError, match=rf"{name}: found a folder, expected {EXPECTED}"):
        read_inflated(tmp_path / name, 1000, EXPECTED)


@given(st.integers(0, 5000), st.lists(st.integers(1, 400)))
def test_an_open_file_is_read_in_any_parts(
    tmp_path_factory: pytest.TempPathFactory, size: int, parts: list[int]
) -> None:
    content = random.Random(size).randbytes(size)
    path = tmp_path_factory.getbasetemp() / "parts.gz"
    path.write_bytes(b"".join(compress(content)))
    with open_inflated(path, size, "") as file:
        assert b"".join([file.read(part) for part in parts] + [file.read()]) == content


@given(st.binary(max_size=3000), st.lists(st.integers(0, 3000)))
def test_compressed_bytes_depend_on_the_content_alone(content: bytes, cuts: list[int]) -> None:
    """They have no name, no time and no system, and the parts of the content do not matter."""
    ends = [0, *sorted(cut for cut in cuts if cut <= len(content)), len(content)]
    parts = [content[start:end] for start, end in pairwise(ends)]
    made = b"".join(compress(parts))
    deflater = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    end = zlib.crc32(content).to_bytes(4, "little") + len(content).to_bytes(4, "little")
    start = b"\x1f\x8b\x08" + bytes(5) + b"\x00\xff"  # no flag, no time, unknown system
    assert made == start + deflater.compress(content) + deflater.flush() + end
    assert gzip.decompress(made) == content
