"""`repertory new`: draft the manifest entry of a document."""

from __future__ import annotations

from pathlib import Path

import click

from repertory.commands.options import columns_option, manifest_option
from repertory.commands.output import show


@click.command()
@click.argument("source", metavar="FILE", type=click.Path(path_type=Path))
@manifest_option
@columns_option
@click.option("--dry-run", is_flag=True, help="Print the entry; write nothing.")
def new(source: Path, manifest: str | None, columns: str, dry_run: bool) -> None:
    """Add a document to the manifest, with what is found in it, to be completed.

    FILE is a document that the manifest does not have. Without a manifest above it, one is begun
    beside it.

    \b
    Example: repertory new sources/index-2021.docx
    """
    from repertory.commands.draft import draft_entry

    draft = draft_entry(source, Path(manifest) if manifest else None, columns)
    show(draft.entry, nl=False)
    if not dry_run:
        draft.write()
        show(f"Wrote this to {draft.manifest}. Complete it, then: repertory build", err=True)
