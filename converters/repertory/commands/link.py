"""`repertory link`: propose links of the topics to other vocabularies, and review them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from repertory.commands.options import manifest_option, progress

if TYPE_CHECKING:
    from repertory.linking.linker import Linked
    from repertory.linking.sssom import SssomMapping


@click.group(invoke_without_command=True)
@click.option(
    "--to",
    "vocabularies",
    multiple=True,
    metavar="VOCABULARY",
    help="A vocabulary of the manifest, NAME=FILE, a file, sparql+URL or reconciliation+URL; "
    "several times for several.",
)
@click.option("--source", metavar="SOURCE", help="The index document; default: the manifest.")
@manifest_option
@click.option("--out", type=click.Path(path_type=Path), help="The file of the proposals.")
@click.option("--review", "decided", type=click.Path(path_type=Path), help="That of the decisions.")
@click.option(
    "--decide-identical",
    is_flag=True,
    help="Accept exact matches whose preferred labels are identical, marked as decided by a rule.",
)
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
@click.pass_context
def link(
    context: click.Context,
    vocabularies: tuple[str, ...],
    source: str | None,
    manifest: str | None,
    out: Path | None,
    decided: Path | None,
    decide_identical: bool,
    quiet: bool,
) -> None:
    """Propose links of the topics to other vocabularies, with reasons; review decides.

    Proposals and decisions are SSSOM files in ontology/mappings/ beside the manifest. What was
    decided stays decided.

    \b
    Example: repertory link --to unbis=unbis.ttl --to eurovoc=eurovoc.csv
             repertory link review ontology/mappings/unbis.sssom.tsv
    """
    if context.invoked_subcommand is not None:
        return
    if not vocabularies:
        raise click.UsageError("Name a vocabulary: --to unbis=FILE")
    if len(vocabularies) > 1 and (out or decided):
        raise click.UsageError("--out and --review name one file: use them with one --to.")
    _link(vocabularies, source, manifest, out, decided, decide_identical, quiet)


def _link(
    names: tuple[str, ...],
    source: str | None,
    manifest: str | None,
    out: Path | None,
    decided: Path | None,
    decide_by_rule: bool,
    quiet: bool,
) -> None:
    from repertory.linking import linker
    from repertory.linking.vocabularies import find_vocabulary
    from repertory.manifest import find_manifest, read_manifest
    from repertory.publication import open_documents

    say = progress(quiet)
    path = Path(manifest) if manifest else find_manifest(Path(source).parent if source else Path())
    known = read_manifest(path) if path else None
    root = known.path.parent if known else Path()
    folder = known.mappings if known else root
    wanted = [find_vocabulary(name, known.vocabularies if known else (), root) for name in names]
    publication = open_documents(source, manifest, say)
    links = linker.decided_links(folder)
    topics = linker.topics_of(publication.quads, links)
    targets = [(each, decided or folder / f"{each.name}{linker.DECISIONS}") for each in wanted]
    for found in linker.link(topics, targets, publication.dataset.description, say):
        name = found.vocabulary.name
        linker.write_proposals(out or folder / f"{name}{linker.PROPOSALS}", found.proposals)
        if decide_by_rule and (by_rule := linker.decide_identical(found)).accepted:
            by_rule.save()
        say("")
        if not quiet:
            click.echo(_summary(found))


def _summary(found: Linked) -> str:
    from repertory.vocabulary import SKOS, SSSOM

    rows = [row for row in found.proposals.mappings if row.object != SSSOM.NoTermFound]
    proposed = [row for row in rows if row.predicate != SKOS.mappingRelation]
    topics = {row.subject for row in found.proposals.mappings}
    lines = [
        f"{found.vocabulary.name}: {len(proposed)} links proposed for "
        f"{len({row.subject for row in proposed})} of {len(topics)} topics, "
        f"{len(rows) - len(proposed)} other candidates."
    ]
    lines += [_changed(row, found) for row in found.changed]
    return "\n".join(lines)


def _changed(row: SssomMapping, found: Linked) -> str:
    labels = f"{row.slots.get('subject_label')} - {row.slots.get('object_label')}"
    return f"Decided on other evidence: {labels}: {found.decisions.changed(row)}"


@link.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--reviewer", metavar="NAME", help="Who decides; asked for when left out.")
@click.option("--date", metavar="YYYY-MM-DD", help="The day of the review; default: today.")
def review(file: Path, reviewer: str | None, date: str | None) -> None:
    """Decide on proposals one by one; each decision is saved at once.

    FILE is the file of the proposals or that of the decisions; the other stands beside it.

    \b
    Example: repertory link review ontology/mappings/unbis.sssom.tsv --reviewer "A. Person"
    """
    from datetime import date as calendar

    from msgspec.structs import replace

    from repertory.linking.linker import DECISIONS, PROPOSALS
    from repertory.linking.review import read_decisions
    from repertory.linking.sssom import read_sssom
    from repertory.linking.terminal import Session

    stem = file.name.removesuffix(PROPOSALS).removesuffix(DECISIONS)
    proposals = read_sssom(file.with_name(stem + PROPOSALS))
    kept = ("mapping_set_id", "mapping_set_title", "license", "comment")
    metadata = {key: text for key, text in proposals.metadata.items() if key in kept}
    empty = replace(proposals, mappings=(), metadata=metadata)
    decisions = read_decisions(file.with_name(stem + DECISIONS), empty)
    name = reviewer or click.prompt("Reviewer (your name)")
    day = date or calendar.today().isoformat()
    session = Session(decisions, name, day, click.getchar, click.echo)
    done = session.review(proposals.mappings)
    count = len(done.mappings.mappings)
    click.echo(f"{count} decisions are in {done.path}.")
    sys.exit(0)
