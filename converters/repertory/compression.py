"""Read and write files that are compressed with gzip (https://www.rfc-editor.org/rfc/rfc1952).

Programs compress the same content into different bytes, so the inflated content is what counts.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from repertory.errors import SourceError
from repertory.files import Content, byte_parts, reading
from repertory.model import Place, Problem
from repertory.rdf_formats import is_compressed

if TYPE_CHECKING:  # a buffer is a name of the type checker only
    from _typeshed import WriteableBuffer

MAGIC: Final = b"\x1f\x8b"
"""The first bytes of gzip data."""

BLOCK: Final = 1 << 18
"""Bytes that are read at a time."""

LEVEL: Final = 7
"""The level of compression; the highest one takes three times as long to save another tenth."""

_WHOLE: Final = "gzip data that is whole"
_AGAIN: Final = "Copy or download the file again."


class _Bounded(io.RawIOBase):
    """The content of a file, inflated if its name ends in `.gz`, up to a number of bytes.

    Several gzip members are one content, as in RFC 1952. Reading raises a `SourceError` if the file
    is damaged or has more bytes than *limit*, which *expected* should tell.
    """

    def __init__(
        self, stream: io.RawIOBase | io.BytesIO, path: Path, limit: int, expected: str, advice: str
    ) -> None:
        """Take the open file, and what a message says."""
        import gzip

        self._stream = io.BufferedReader(stream)
        self._path, self._place = path, Place(str(path))
        self._left, self._expected, self._advice = limit, expected, advice
        self._content: io.BufferedIOBase = self._stream
        if is_compressed(path.name):
            with reading(path, expected):
                self._check_start(self._stream.peek(len(MAGIC))[: len(MAGIC)])
            self._content = gzip.GzipFile(fileobj=self._stream, mode="rb")

    def readable(self) -> bool:
        """Return true."""
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Read the next bytes."""
        with reading(self._path, self._expected), self._explaining():
            size = self._content.readinto(buffer)
        self._left -= size
        if self._left < 0:
            inflates = self._content is not self._stream
            found = "a file that inflates to more" if inflates else "a larger file"
            raise SourceError([Problem(self._place, found, self._expected, self._advice)])
        return size

    def close(self) -> None:
        """Close the file too."""
        self._stream.close()
        super().close()

    def _check_start(self, start: bytes) -> None:
        if start != MAGIC:
            found = "a file that is not compressed" if start else "an empty file"
            advice = "If it is not compressed, remove '.gz' from its name."
            raise SourceError([Problem(self._place, found, _WHOLE, advice)])

    @contextmanager
    def _explaining(self) -> Iterator[None]:
        """Turn the errors of gzip into problems of the file."""
        import gzip
        import zlib

        try:
            yield
        except EOFError:
            found = "gzip data that is cut off"
        except gzip.BadGzipFile as error:
            other = str(error).startswith("Not a gzipped file")  # the first member is checked
            found = "other data after the gzip data" if other else f"damaged gzip data ({error})"
        except zlib.error as error:
            found = f"damaged gzip data ({error})"
        else:
            return
        raise SourceError([Problem(self._place, found, _WHOLE, _AGAIN)])


def open_inflated(path: Path, limit: int, expected: str, advice: str = "") -> io.BufferedReader:
    """Open a file for reading; it is inflated if its name ends in `.gz`.

    Raises:
        SourceError: when it cannot be opened; also while it is read, when it is damaged or has more
            than *limit* bytes.
    """
    with reading(path, expected):
        file = path.open("rb", buffering=0)
    return io.BufferedReader(_Bounded(file, path, limit, expected, advice), BLOCK)


def read_inflated(path: Path, limit: int, expected: str, advice: str = "") -> bytes:
    """Return the content of a file, inflated if its name ends in `.gz`.

    Raises:
        SourceError: when it cannot be read, is damaged or has more than *limit* bytes, which
            *expected* should tell.
    """
    with open_inflated(path, limit, expected, advice) as stream:
        return _whole(stream)


def inflate(content: bytes, path: Path, limit: int, expected: str) -> bytes:
    """Return the inflated content of a file that was read from *path*.

    >>> inflate(b"".join(compress("abc")), Path("a.txt.gz"), 10, "at most 10 bytes")
    b'abc'

    Raises:
        SourceError: when it is damaged or has more than *limit* bytes.
    """
    with _Bounded(io.BytesIO(content), path, limit, expected, "") as stream:
        return _whole(stream)


def _whole(stream: io.RawIOBase | io.BufferedIOBase) -> bytes:
    return b"".join(iter(lambda: stream.read(BLOCK) or b"", b""))


def compress(content: Content) -> Iterator[bytes]:
    r"""Yield the parts of gzip data without a name and a time, the same for the same zlib.

    >>> b"".join(compress(["a", "bc"]))[:10]
    b'\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff'
    """
    import gzip

    made = io.BytesIO()
    with gzip.GzipFile("", "wb", LEVEL, made, mtime=0) as file:
        for part in byte_parts(content):
            file.write(part)
            yield made.getvalue()
            made.seek(0)
            made.truncate()
    yield made.getvalue()
