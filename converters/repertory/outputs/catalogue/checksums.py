"""Write the checksums of all files, in the format of `sha256sum --check`.

Programs compress the same content into different bytes. A compressed file therefore has a second
line with the checksum of its inflated content, a comment, which `sha256sum --check` ignores.
"""

from __future__ import annotations

from collections.abc import Iterator

from repertory.outputs.catalogue.description import Description
from repertory.rdf_formats import inflated_name


def write_checksums(description: Description) -> str:
    """Write the text of `SHA256SUMS`, sorted by name."""
    return "".join(_lines(description))


def _lines(description: Description) -> Iterator[str]:
    for name, facts in sorted(description.facts.items()):
        yield f"{facts.sha256}  {name}\n"
        if facts.inflated:
            yield f"# {facts.inflated}  {inflated_name(name)} (inflated {name})\n"
