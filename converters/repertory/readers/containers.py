"""Look into the ZIP container of an office file before anything in it is inflated."""

from __future__ import annotations

import re
import zipfile
import zlib
from io import BytesIO
from typing import Final

from repertory.model import Place
from repertory.readers.reading import refuse

MAXIMUM_INFLATED: Final = 200_000_000
"""Bytes of all parts of a container together, inflated."""

MAXIMUM_RATIO: Final = 200
"""How many times its packed size a part may have; a long table of text has some twenty."""

RATIO_MATTERS: Final = 1_000_000
"""Bytes from which on the ratio counts."""

MAXIMUM_PARTS: Final = 10_000
"""Parts of a container, pictures among them."""

PROLOG: Final = 65_536
"""Bytes at the start of an XML part within which its first element must begin."""

ENCODINGS: Final = frozenset(("utf-8", "utf-16", "us-ascii", "ascii", "iso-8859-1"))


def check_container(content: bytes, name: str, format_name: str) -> None:
    """Refuse a container that is damaged or protected, or would harm whoever inflates it.

    Document types and entities are refused too: office files have none (ISO/IEC 29500-2).

    Raises:
        SourceError: with what is wrong in it.
    """
    whole = f"a whole {format_name} file"
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
        raise refuse(Place(name), f"a damaged file ({error})", whole) from error


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
