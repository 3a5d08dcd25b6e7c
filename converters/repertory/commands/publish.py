"""`repertory publish`: push the built dataset to a SPARQL store or a CKAN portal."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from repertory.commands.options import PathType, credentials_for, credentials_option
from repertory.commands.output import progress, show

if TYPE_CHECKING:
    from repertory.conversion import Say
    from repertory.publish.portal import PackagePlan, Portal
    from repertory.publish.published import Published
    from repertory.publish.stores.push import Plan
    from repertory.publish.stores.remote_store import RemoteStore
    from repertory.web.addresses import Scheme
    from repertory.web.client import Client


NO_RIGHTS = (
    "Warning: the dataset has the texts of recommendations, but does not state whose they are; the "
    "licence covers only what you add. State it: rights in [dataset] of repertory.toml, and build "
    "again."
)
"""What is missing if a dataset has texts and no rights."""


@click.command()
@click.option(
    "--to",
    "target",
    required=True,
    metavar="TARGET",
    help="KIND+URL of the store or portal; a URL without a kind is a SPARQL endpoint.",
)
@click.option(
    "--from",
    "folder",
    metavar="DIR",
    type=PathType(file_okay=False),
    help="The folder of the built dataset.",
    show_default="dist/ next to the manifest",
)
@click.option("--dry-run", is_flag=True, help="Show what would change, but change nothing.")
@click.option(
    "--clean", is_flag=True, help="Remove the staged graphs of interrupted pushes from the store."
)
@click.option(
    "--prune", is_flag=True, help="Remove the graphs or files that are no longer in the dataset."
)
@credentials_option
@click.option(
    "--auth",
    type=click.Choice(["basic", "digest", "bearer"]),
    help="The HTTP authentication scheme.",
    show_default="that of the kind of store",
)
@click.option("--organisation", metavar="NAME", default="", help="CKAN: the owner of the package.")
@click.option("--link", is_flag=True, help="CKAN: link to the files instead of uploading them.")
@click.option("-q", "--quiet", is_flag=True, help="Print only errors.")
def publish(
    target: str,
    folder: Path | None,
    dry_run: bool,
    clean: bool,
    prune: bool,
    credentials: Path | None,
    auth: Scheme | None,
    organisation: str,
    link: bool,
    quiet: bool,
) -> None:
    """Publish the built dataset to a SPARQL store or a CKAN portal.

    The kinds of stores are oxigraph, virtuoso, fuseki, graphdb, rdf4j and sparql, that of portals
    is ckan. In a store, each named graph that differs is replaced as a whole, then read back and
    compared; on a portal, the files that differ are uploaded. Graphs and files that are no longer
    in the dataset are listed, and removed with --prune. Those of other datasets are not changed,
    and a push stops if another dataset in the store has one of our indexes or topic schemes.

    \b
    Example: repertory publish --to virtuoso+https://data.example.org --dry-run
    """
    from repertory.escaping import show_in_line
    from repertory.publish.published import read_published
    from repertory.publish.stores.store_kinds import PORTAL, TARGETS, parse_target
    from repertory.web.client import Client

    say = progress(quiet)
    kind, address = parse_target(target)
    if kind == PORTAL and (clean or auth):
        raise click.UsageError("--clean and --auth are for SPARQL stores.")
    if kind != PORTAL and (organisation or link):
        raise click.UsageError("--organisation and --link are for CKAN portals.")
    found = credentials_for(address, credentials, quiet)
    published = read_published(folder or _folder())
    if published.lacks_rights:
        show(NO_RIGHTS, err=True)
    if kind == PORTAL:
        from repertory.publish.portal import Portal

        web = Client(found, "token", say=say)
        portal = Portal(address, web, organisation, link, prune)
        lines = _portal(portal, published, dry_run, say)
    else:
        web = Client(found, auth or TARGETS[kind].scheme, say=say)
        lines = _store(kind, address, web, published, (dry_run, clean, prune), say)
    say("")
    if not quiet:
        show(*map(show_in_line, lines))


def _folder() -> Path:
    """Return the folder to which `repertory build` writes by default."""
    from repertory.settings.manifest import find_manifest

    manifest = find_manifest(Path())
    return (manifest.parent if manifest else Path()) / "dist"


def _store(
    kind: str,
    address: str,
    web: Client,
    published: Published,
    wanted: tuple[bool, bool, bool],
    say: Say,
) -> list[str]:
    from repertory.publish.stores.ownership import refuse_taken
    from repertory.publish.stores.push import clean, plan, prune, push
    from repertory.publish.stores.remote_store import RemoteStore
    from repertory.publish.stores.store_kinds import addresses_of

    store: RemoteStore = RemoteStore(addresses_of(kind, address), web)
    dry_run, cleaning, pruning = wanted
    refuse_taken(store, published)
    if dry_run:
        planned = plan(store, published.graphs, published.prefixes, say)
        return _plan_lines(planned, dry_run, pruning)
    removed = clean(store, published.prefixes) if cleaning else ()
    done = push(store, published.graphs, published.prefixes, say)
    if pruning:
        prune(store, done, published.prefixes)
    return [*(f"<{name}>: staged, removed" for name in removed), *_plan_lines(done, False, pruning)]


def _plan_lines(planned: Plan, dry_run: bool, pruning: bool) -> list[str]:
    lines = [
        f"<{change.graph}>: {_difference(change.added, change.removed)}, "
        f"{change.after} statements, SHA-256 {change.sha256[:16]}…"
        for change in planned.changes
    ]
    lines += [_withdrawn(f"<{name}>", dry_run, pruning) for name in planned.withdrawn]
    lines += [
        f"<{name}>: staged by an interrupted or a running push; --clean removes it"
        for name in planned.staged
    ]
    verb = "differ" if dry_run else "were replaced; all graphs are equal"
    changed = sum(not change.is_none for change in planned.changes)
    return [*lines, f"{changed} of {len(planned.changes)} graphs {verb}."]


def _withdrawn(name: str, dry_run: bool, pruning: bool) -> str:
    """Return what is done with a graph or a file that is no longer in the dataset, in words."""
    done = "would be removed" if dry_run else "removed"
    return f"{name}: no longer in the dataset, {done if pruning else 'kept; --prune removes it'}"


def _difference(added: int, removed: int) -> str:
    return f"+{added} -{removed}" if added or removed else "unchanged"


def _portal(portal: Portal, published: Published, dry_run: bool, say: Say) -> list[str]:
    planned = portal.plan(published) if dry_run else portal.push(published, say)
    verb = "update" if planned.exists else "create"
    done = "unchanged" if planned.is_none else f"{verb}{'' if dry_run else 'd'}"
    return [f"{published.package['name']}: {done}", *_package_lines(planned, dry_run)]


def _package_lines(planned: PackagePlan, dry_run: bool) -> Iterable[str]:
    for field, old, new in planned.fields:
        yield f"  {field}: {_short(old)} -> {_short(new)}"
    for what, title in planned.resources:
        if what == "prune":
            yield _withdrawn(f"  {title}", dry_run, pruning=True)
        else:
            yield f"  {what} file: {title}"
    for title in planned.withdrawn:
        yield _withdrawn(f"  {title}", dry_run, pruning=False)


def _short(value: object) -> str:
    """Shorten a value for a difference; of tags and extras, show the names."""
    if isinstance(value, list):
        named = (each if isinstance(each, dict) else {"name": each} for each in value)
        names = [f"{each.get('key', '')}{each.get('name', '')}" for each in named]
        return f"{len(names)} ({', '.join(names[:3])}{', …' if len(names) > 3 else ''})"
    text = repr(value) if value else "(empty)"
    return text if len(text) <= 60 else f"{text[:60]}…"
