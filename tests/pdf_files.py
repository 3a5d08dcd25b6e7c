"""Write PDF files from their objects."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"
PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
PAGE = (
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
    b"/Resources<</Font<</F 5 0 R>>>>>>"
)
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def pdf(objects: Iterable[bytes]) -> bytes:
    """Put objects into a file, the first of them its catalogue."""
    parts = [b"%PDF-1.4\n"]
    offsets = []
    size = len(parts[0])
    for number, each in enumerate(objects, 1):
        offsets.append(size)
        parts.append(b"%d 0 obj\n%b\nendobj\n" % (number, each))
        size += len(parts[-1])
    parts.append(b"xref\n0 %d\n0000000000 65535 f \n" % (len(offsets) + 1))
    parts += [b"%010d 00000 n \n" % offset for offset in offsets]
    parts.append(b"trailer\n<</Size %d/Root 1 0 R>>\n" % (len(offsets) + 1))
    parts.append(b"startxref\n%d\n%%%%EOF\n" % size)
    return b"".join(parts)


def stream(content: bytes, times: int = 1) -> bytes:
    press = zlib.compressobj(1)
    packed = b"".join([*(press.compress(content) for _ in range(times)), press.flush()])
    return b"<</Length %d/Filter/FlateDecode>>\nstream\n%b\nendstream" % (len(packed), packed)
