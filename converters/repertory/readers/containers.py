"""Check the ZIP container of an office file before it is decompressed; read its properties."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final

from repertory.errors import refuse
from repertory.model import Detail, Place
from repertory.readers.reading import tidy

MAXIMUM_INFLATED: Final = 200_000_000
"""The most bytes of all parts of a container together, decompressed."""

MAXIMUM_RATIO: Final = 200
"""The highest compression ratio of a part; a long table of text has some twenty."""

RATIO_MATTERS: Final = 1_000_000
"""The size in bytes from which the ratio is checked."""

MAXIMUM_PARTS: Final = 10_000
"""The most parts of a container, including pictures."""

PROLOG: Final = 65_536
"""The first bytes of an XML part, within which its first element must begin."""

ENCODINGS: Final = frozenset(("utf-8", "utf-16", "us-ascii", "ascii", "iso-8859-1"))


def check_container(content: bytes, name: str, format_name: str) -> None:
    """Check that a container is not damaged, protected or a decompression bomb.

    Document types and entities are errors too: office files have none (ISO/IEC 29500-2).

    Raises:
        SourceError: with the first problem.
    """
    valid = f"a valid {format_name} file"
    try:
        with zipfile.ZipFile(BytesIO(content)) as container:
            _check_sizes(container.infolist(), name)
            for part in container.infolist():
                if part.filename.lower().endswith((".xml", ".rels")):
                    with container.open(part) as stream:
                        _check_prolog(stream.read(PROLOG), Place(name, cell=part.filename))
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        OSError,
        ValueError,
    ) as error:
        raise refuse(Place(name), f"a damaged file ({error})", valid) from error


def read_properties(properties: Any, place: Place) -> Iterator[Detail]:
    """Yield the title and the language among the properties of an office file."""
    for key in ("title", "language"):
        text = tidy(getattr(properties, key) or "")
        if text:
            yield Detail(key, text, place)


def _check_sizes(parts: list[zipfile.ZipInfo], name: str) -> None:
    if len(parts) > MAXIMUM_PARTS:
        found = f"a container of {len(parts):,} parts"
        raise refuse(Place(name), found, f"at most {MAXIMUM_PARTS:,}")
    inflated = sum(part.file_size for part in parts)
    if inflated > MAXIMUM_INFLATED:
        found = f"a container that inflates to {inflated:,} bytes"
        raise refuse(Place(name), found, f"at most {MAXIMUM_INFLATED:,}")
    for part in parts:
        place = Place(name, cell=part.filename)
        if part.flag_bits & 1:
            advice = "Save it without a password."
            raise refuse(place, "a part protected by a password", "an open file", advice)
        if part.file_size > max(RATIO_MATTERS, MAXIMUM_RATIO * part.compress_size):
            found = f"a part of {part.compress_size:,} bytes that inflates to {part.file_size:,}"
            raise refuse(place, found, f"at most {MAXIMUM_RATIO} times its size")


def _check_prolog(start: bytes, place: Place) -> None:
    text = start.replace(b"\0", b"")
    if re.search(rb"<!(?:DOCTYPE|ENTITY)", text, re.IGNORECASE):
        raise refuse(place, "a document type declaration", "an office file, which has none")
    encoding = re.search(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)", text)
    if encoding and encoding[1].decode("latin-1").lower() not in ENCODINGS:
        raise refuse(place, f"the encoding {encoding[1].decode('latin-1')!r}", "UTF-8")
    if text.strip() and not re.search(rb"<[A-Za-z_]", text):
        raise refuse(place, "no element at the beginning of a part", "XML")
