"""`repertory new`: draft the manifest entry of a document."""

from __future__ import annotations

from pathlib import Path

import click

from repertory.commands.options import PathType, columns_option, manifest_option
from repertory.commands.output import show


@click.command()
@click.argument("source", metavar="FILE", type=PathType())
@manifest_option
@columns_option
@click.option("--dry-run", is_flag=True, help="Print the entry, but write no file.")
def new(source: Path, manifest: str | None, columns: str, dry_run: bool) -> None:
    """Draft the manifest entry of a document from its title, symbol, date and language.

    FILE is a document that the manifest does not list. The entry is added to the nearest
    repertory.toml; if there is none, a new one is written next to the document. Keys that were not
    found are left as comments to be completed.

    \b
    Example: repertory new sources/index-2021.docx
    """
    from repertory.commands.draft import draft_entry

    draft = draft_entry(source, Path(manifest) if manifest else None, columns)
    show(draft.entry, nl=False)
    if draft.lacks_rights:
        advice = f"State whose they are: rights in [dataset] of {draft.manifest}."
        show(f"The document has the texts of recommendations. {advice}", err=True)
    if not dry_run:
        draft.write()
        show(f"Added to {draft.manifest}. Complete the entry, then run: repertory build", err=True)
