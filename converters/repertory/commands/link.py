"""`repertory link`: propose links of the topics to other vocabularies, and review them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from repertory.commands.options import (
    PathType,
    credentials_for,
    credentials_option,
    manifest_option,
)
from repertory.commands.output import ask, progress, show

if TYPE_CHECKING:
    from repertory.linking.reviewing.vocabulary_search import Side
    from repertory.linking.vocabularies.access import Access
    from repertory.web.credentials import Credentials


@click.group(invoke_without_command=True)
@click.option(
    "--to",
    "vocabularies",
    multiple=True,
    metavar="VOCABULARY",
    help="A vocabulary of the manifest, NAME=FILE, a file, sparql+URL or reconciliation+URL; can "
    "be repeated.",
)
@click.option(
    "--source",
    metavar="DOCUMENT",
    help="The index document.",
    show_default="all documents of the manifest",
)
@manifest_option
@click.option(
    "--out",
    metavar="FILE",
    type=PathType(),
    help="The file of the proposals.",
    show_default="ontology/mappings/NAME.proposals.sssom.tsv",
)
@click.option(
    "--review",
    "decided",
    metavar="FILE",
    type=PathType(),
    help="The file of the decisions.",
    show_default="ontology/mappings/NAME.sssom.tsv",
)
@click.option(
    "--decide-identical",
    is_flag=True,
    help="Accept exact matches with identical preferred labels, marked as decided by a rule.",
)
@credentials_option
@click.option("-q", "--quiet", is_flag=True, help="Print only errors.")
@click.pass_context
def link(
    context: click.Context,
    vocabularies: tuple[str, ...],
    source: str | None,
    manifest: str | None,
    out: Path | None,
    decided: Path | None,
    decide_identical: bool,
    credentials: Path | None,
    quiet: bool,
) -> None:
    """Propose links of the topics to other vocabularies, with reasons, for review.

    Proposals and decisions are SSSOM files in ontology/mappings/ next to the manifest. Earlier
    decisions are kept. Credentials from the environment are sent only to addresses that the command
    names, those from a file also to addresses in the manifest.

    \b
    Example: repertory link --to unbis=unbis.ttl --to eurovoc=eurovoc.csv
             repertory link review ontology/mappings/unbis.sssom.tsv
    """
    if context.invoked_subcommand is not None:
        return
    if not vocabularies:
        raise click.UsageError("Name a vocabulary, for example: --to unbis=FILE")
    if len(vocabularies) > 1 and (out or decided):
        raise click.UsageError("--out and --review name one file: use them with one --to.")
    access = _access(vocabularies, credentials, quiet)
    _link(vocabularies, source, manifest, out, decided, decide_identical, access, quiet)


def _access(names: tuple[str, ...], file: Path | None, quiet: bool) -> Access:
    """Return the access to services; only *names* get the credentials of the environment."""
    from repertory.linking.vocabularies.access import Access

    def credentials(address: str) -> Credentials | None:
        if file is None and not any(address in name for name in names):
            return None
        return credentials_for(address, file, quiet, required=False)

    return Access(credentials, warn=lambda text: show(f"Warning: {text}", err=True))


def _link(
    names: tuple[str, ...],
    source: str | None,
    manifest: str | None,
    out: Path | None,
    decided: Path | None,
    decide_by_rule: bool,
    access: Access,
    quiet: bool,
) -> None:
    from repertory.escaping import show_in_line
    from repertory.files import write_file
    from repertory.linking import linker
    from repertory.linking.proposing.proposals import read_topics
    from repertory.linking.reviewing.decisions import DECISIONS, PROPOSALS
    from repertory.linking.sssom.mapping_set import write_sssom
    from repertory.linking.vocabularies.opening import find_vocabulary
    from repertory.linking.vocabularies.skos_files import read_dataset
    from repertory.outputs.publication import open_documents
    from repertory.settings.manifest import find_manifest, read_manifest

    say = progress(quiet)
    path = Path(manifest) if manifest else find_manifest(Path(source).parent if source else Path())
    known = read_manifest(path) if path else None
    root = known.path.parent if known else Path()
    folder = known.mappings if known else root
    wanted = [find_vocabulary(name, known.vocabularies if known else (), root) for name in names]
    publication = open_documents(source, manifest, say)
    topics = read_topics(read_dataset(publication.core), linker.decided_links(folder))
    targets = [(each, decided or folder / f"{each.name}{DECISIONS}") for each in wanted]
    for found in linker.link(topics, targets, publication.dataset.description, say, access):
        name = found.vocabulary.name
        write_file(out or folder / f"{name}{PROPOSALS}", write_sssom(found.proposals))
        if decide_by_rule and (by_rule := linker.decide_identical(found)).accepted:
            by_rule.save()
        say("")
        if not quiet:
            show(*map(show_in_line, linker.summary(found)))


@link.command()
@click.argument("file", type=PathType())
@click.option(
    "--reviewer", metavar="NAME", help="The name of the reviewer.", show_default="asked for"
)
@click.option("--date", metavar="YYYY-MM-DD", help="The date of the review.", show_default="today")
@click.option(
    "--vocabulary",
    metavar="VOCABULARY",
    help="The vocabulary, named as for --to, to show all labels of its concepts and to search for "
    "concepts that were not proposed.",
    show_default="that of the manifest",
)
@manifest_option
@credentials_option
def review(
    file: Path,
    reviewer: str | None,
    date: str | None,
    vocabulary: str | None,
    manifest: str | None,
    credentials: Path | None,
) -> None:
    """Decide on proposals one by one; each decision is saved at once.

    FILE is the file of the proposals or that of the decisions; the other one is next to it.

    \b
    Example: repertory link review ontology/mappings/unbis.sssom.tsv --vocabulary unbis.ttl
    """
    from datetime import date as calendar

    from msgspec.structs import replace

    from repertory.linking.reviewing.review_context import open_review
    from repertory.linking.reviewing.screens import coverage
    from repertory.linking.reviewing.session import Keyboard, Session
    from repertory.settings.manifest import find_manifest

    path = Path(manifest) if manifest else find_manifest(file.parent)
    access = _access((vocabulary or "",), credentials, False)
    decisions, context = open_review(file, vocabulary, path, access)
    context = replace(context, topics=_topics(path))
    name = reviewer or ask("Reviewer (your name)")
    keyboard = Keyboard(_read_key, ask, show)
    day = date or calendar.today().isoformat()
    done = Session(decisions, context, name, day, keyboard).review()
    count = len(done.mappings.mappings)
    show(f"{coverage(done, context.proposed)}; {count} decisions are in {done.path}.")


def _read_key() -> str:
    from repertory.errors import RepertoryError

    try:
        return click.getchar()
    except OSError as error:
        raise RepertoryError(
            "a review needs a terminal, but standard input is not one. The file of the decisions "
            "can be edited by hand or in a spreadsheet instead."
        ) from error


def _topics(path: Path | None) -> Side | None:
    """Return the topics of the dataset; a document that cannot be read is not an error here."""
    from repertory.errors import RepertoryError
    from repertory.linking.reviewing.vocabulary_search import Side
    from repertory.linking.vocabularies.skos_files import read_dataset
    from repertory.outputs.publication import open_documents

    if path is None:
        return None
    try:
        return Side(read_dataset(open_documents(manifest=str(path)).core))
    except RepertoryError as error:
        show(f"Only the headings of the topics are shown: {error}", err=True)
        return None
