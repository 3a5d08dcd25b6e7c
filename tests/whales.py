"""A small fictitious index with one misprint, for the tests that read a document."""

from __future__ import annotations

from pathlib import Path
from typing import Final

HEAD: Final = (
    "Topic\tMeeting report\t\tReference in WHALE/3 (by section)\n\tDocument\tParagraphs\t\n"
)

TEXT: Final = f"""\
{HEAD}Calves\tWHALE/1\t4, 5 and 6\tI.2, I.3 and I.4
Songs\tWHALE/1\t7 and 8\tI.5 and I.6
Songs, recordings\tWHALE/1\t9 and 11\tI.7 and I.19
Tides\tWHALE/1\t10\tI.8
"""
"""The pairs follow n → I.(n-2), except 11, which should have I.9."""

CORRECTION: Final = """\
[[correction]]
topic = "Songs, recordings"
document = "WHALE/1"
paragraph = "11"
field = "reference"
printed = "I.19"
corrected = "I.9"
status = "accepted"
reason = "The rule of the report."
"""


def contents(folder: Path) -> dict[str, bytes]:
    """Return all files of a folder with their bytes."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}
