"""Write the checksums of all files, in the format of `sha256sum --check`."""

from __future__ import annotations

from repertory.outputs.catalogue.description import Description


def write_checksums(description: Description) -> str:
    """Write the text of `SHA256SUMS`, sorted by name."""
    return "".join(f"{facts.sha256}  {name}\n" for name, facts in sorted(description.facts.items()))
