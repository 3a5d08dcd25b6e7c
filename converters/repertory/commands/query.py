"""`repertory query`: query the dataset, other RDF files or a SPARQL endpoint."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from repertory.commands.options import PathType, credentials_for, credentials_option
from repertory.commands.output import show, write_stdout
from repertory.querying.answers import FORMATS, write_answer

if TYPE_CHECKING:
    from pathlib import Path

    from repertory.querying.answers.reply import Reply
    from repertory.querying.local import Queryable

existing_file = PathType(exists=True, dir_okay=False)


@click.command(add_help_option=False)
@click.argument("name", required=False)
@click.argument("values", nargs=-1, metavar="[VALUE]...")
@click.option(
    "-p",
    "--param",
    "pairs",
    multiple=True,
    metavar="NAME=VALUE",
    help="A parameter by name; can be repeated.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    default="table",
    show_default=True,
    help="The format of the answer.",
)
@click.option("--out", type=PathType(dir_okay=False), help="Write to FILE.")
@click.option("--sparql", type=existing_file, metavar="FILE", help="Run your own query.")
@click.option(
    "--data",
    type=existing_file,
    multiple=True,
    metavar="FILE",
    help="An RDF file to query; can be repeated.",
    show_default="the dataset that comes with repertory",
)
@click.option("--endpoint", metavar="URL", help="A SPARQL endpoint to query.")
@click.option(
    "--graph",
    "graphs",
    multiple=True,
    metavar="IRI",
    help="A named graph of the endpoint; can be repeated.",
)
@credentials_option
@click.option("--language", metavar="TAG", help="The language of the labels, such as fr.")
@click.option(
    "--timeout",
    type=click.FloatRange(0.001),
    metavar="SECONDS",
    help="The time limit.",
    show_default="60 seconds",
)
@click.option("--allow-service", is_flag=True, help="Allow SERVICE in your own query.")
@click.option(
    "-h", "--help", "wants_help", is_flag=True, help="Show this message, or describe NAME."
)
@click.pass_context
def query(
    context: click.Context,
    name: str | None,
    values: tuple[str, ...],
    pairs: tuple[str, ...],
    form: str,
    out: Path | None,
    sparql: Path | None,
    data: tuple[Path, ...],
    endpoint: str | None,
    graphs: tuple[str, ...],
    credentials: Path | None,
    language: str | None,
    timeout: float | None,
    allow_service: bool,
    wants_help: bool,
) -> None:
    """Run the query NAME, or list the queries.

    The VALUEs are the parameters of the query, in their order; `repertory query NAME --help` lists
    them. A topic can be given by its label, a part of the label, its IRI or the last part of the
    IRI; a paragraph or a document as it is cited.

    \b
    Example: repertory query recommendations-on-topic "smuggling by sea"
    """
    if wants_help and name is None:
        show(context.get_help())
        return
    if name is None and sparql is None:
        _list(values, pairs)
        return
    if wants_help and name is not None:
        _describe(name)
        return
    given = bool(pairs or language)
    _check(name, given, sparql, data, endpoint, bool(graphs or credentials), allow_service)
    if endpoint is not None:
        asked = _endpoint(endpoint, graphs, timeout, credentials)
    else:
        asked = _store(context, name, data, timeout, allow_service)
    reply = _reply(name, values, pairs, language, asked) if name else _own(sparql, asked)
    _write(reply, form, out)


def _check(
    name: str | None,
    given: bool,
    sparql: Path | None,
    data: tuple[Path, ...],
    endpoint: str | None,
    endpoint_options: bool,
    allow_service: bool,
) -> None:
    """Raise an error for options that exclude each other."""
    if name is not None and sparql is not None:
        raise click.UsageError("Give a NAME or --sparql FILE, not both.")
    if endpoint is not None and data:
        raise click.UsageError("Give --data or --endpoint, not both.")
    if endpoint is None and endpoint_options:
        raise click.UsageError("--graph and --credentials need --endpoint.")
    if allow_service and (sparql is None or endpoint is not None):
        raise click.UsageError("--allow-service is for --sparql without --endpoint.")
    if sparql is not None and given:
        raise click.UsageError("--param and --language are for a NAME, not for --sparql.")


def _list(values: tuple[str, ...], pairs: tuple[str, ...]) -> None:
    from repertory.querying.ask import list_queries
    from repertory.querying.catalogue import read_catalogue

    if values or pairs:
        raise click.UsageError("A value needs the NAME of a query.")
    show(list_queries(read_catalogue()))


def _describe(name: str) -> None:
    from repertory.querying.ask import describe_query
    from repertory.querying.catalogue import find_query

    show(describe_query(find_query(name)))


def _reply(
    name: str,
    values: tuple[str, ...],
    pairs: tuple[str, ...],
    language: str | None,
    asked: Queryable,
) -> Reply:
    from repertory.querying.ask import answer_query, assign
    from repertory.querying.catalogue import find_query

    query = find_query(name)
    labelled = any(each.kind == "language" for each in query.parameters)
    if language is not None and labelled:  # a query without labels ignores the language
        pairs = (*pairs, f"language={language}")
    return answer_query(name, assign(query, values, pairs), asked)


def _own(sparql: Path | None, asked: Queryable) -> Reply:
    from repertory.querying.ask import answer_file

    assert sparql is not None
    return answer_file(sparql, asked)


def _store(
    context: click.Context,
    name: str | None,
    data: tuple[Path, ...],
    timeout: float | None,
    outside: bool,
) -> Queryable:
    """Return a store in this process for known queries and data, else one that can be stopped.

    A query of the user may ask for anything, so it gets the shipped dataset with its evidence.
    """
    from repertory.querying.catalogue import find_query

    evidence = name is None or find_query(name).needs_evidence
    if name is not None and not data and timeout is None:
        from repertory.querying.local import LocalStore, open_store

        return LocalStore(open_store(evidence=evidence))
    from repertory.querying.supervised import DEFAULT_TIMEOUT, SupervisedStore

    seconds = timeout or DEFAULT_TIMEOUT
    return context.with_resource(SupervisedStore(data, seconds, outside, evidence))


def _endpoint(
    url: str, graphs: tuple[str, ...], timeout: float | None, credentials: Path | None
) -> Queryable:
    from repertory.querying.remote import Endpoint
    from repertory.querying.supervised import DEFAULT_TIMEOUT

    found = credentials_for(url, credentials)
    return Endpoint(url, graphs, timeout or DEFAULT_TIMEOUT, found)


def _write(reply: Reply, form: str, out: Path | None) -> None:
    if form == "xlsx" and out is None and sys.stdout and sys.stdout.isatty():
        raise click.UsageError("XLSX is binary: add --out FILE.")
    content = write_answer(reply, form)
    if out is None:
        write_stdout(content, form)
    else:
        from repertory.files import write_file

        write_file(out, content)
        show(f"Wrote {out}.", err=True)
    if form not in ("table", "md", "xlsx"):
        for note in reply.answer.notes:
            show(f"Note: {note}", err=True)
