"""Write the kit for permanent addresses: rules for Apache that lead each IRI to a file by format.

w3id.org serves such a file for each registered name (https://github.com/perma-id/w3id.org). The
rules weigh the Accept header as HTTP says (https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1):
the more specific range gives the quality of a format, the highest quality wins, and where none of
the formats is accepted the answer is 406.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final
from urllib.parse import urlsplit

from msgspec import Struct

from repertory.outputs.catalogue.description import Description
from repertory.rdf.vocabulary import REP
from repertory.rdf_formats import RDF_FORMATS

FOLDER: Final = REP.iri.removesuffix("ns#")
"""The address below which the ontology is, and the data unless the manifest says otherwise."""

UNKNOWN: Final = "https://example.org/FILES/"
"""Stands for the address of the files where the manifest does not tell it."""

FORMATS: Final[Mapping[str, str]] = {
    "TTL": RDF_FORMATS["turtle"].media_type,
    "JSON": RDF_FORMATS["jsonld"].media_type,
    "XML": RDF_FORMATS["rdfxml"].media_type,
    "HTML": "text/html",
}
"""Name of a format in the rules -> its media type; among equals the first wins."""


class Route(Struct, frozen=True):
    """Where the paths that match a pattern lead in each format."""

    pattern: str
    targets: Mapping[str, str]


def write_htaccess(description: Description) -> str:
    """Write the text of `portal/htaccess`, to be put into the folder as `.htaccess`."""
    lines = [
        "# Permanent addresses of a dataset made by Repertory; put this file as .htaccess at",
        f"# {_root(description)}",
        "RewriteEngine on",
        "",
        "# The quality of each format in the Accept header; no header accepts everything.",
        *_qualities(),
        "",
        "# The first of the formats with the highest quality.",
        *_choice(),
    ]
    for route in routes(description):
        lines += ["", *_rules(route)]
    return "\n".join([*lines, "", 'Header always merge Vary "Accept"', ""])


def write_registration(description: Description) -> str:
    """Write the text of `portal/README.md`: what to do with the rules."""
    root = _root(description)
    name = urlsplit(root).path.strip("/")
    files = description.dataset.publishing.download
    missing = (
        f"\nBefore that, replace `{UNKNOWN}` in it by the address of the files: the manifest does "
        "not tell it (`download` in `[publishing]`).\n"
    )
    return f"""# Permanent addresses

The IRIs of the dataset begin with <{root}>. The file `htaccess` beside this one leads each of them
to the files, in the format that a client asks for, or to a page for people.
{"" if files else missing}
To register or to bring up to date the name at w3id.org:

1. Fork <https://github.com/perma-id/w3id.org>.
2. Copy `htaccess` to `{name}/.htaccess` and this file to `{name}/README.md`.
3. Add the names and the addresses of those who maintain it to the README.
4. Open a pull request.

On a server of your own, put it as `.htaccess` at the same path; Apache needs the modules `rewrite`
and `headers`, and `AllowOverride FileInfo` there.
"""


def routes(description: Description) -> Iterator[Route]:
    """Yield where each kind of address leads, the more particular first."""
    publishing, base = description.dataset.publishing, description.dataset.base
    files = publishing.download or UNKNOWN
    page = publishing.landing_page or files
    data = re.escape(base.removeprefix(_root(description)))
    graph = {"TTL": "dataset.ttl", "JSON": "dataset.jsonld", "XML": "dataset.rdf"}
    whole = {name: files + file for name, file in graph.items()}
    language = (description.languages or ("en",))[0].partition("-")[0]
    documents = f"https://docs.un.org/{language}/$1"
    if _root(description) == FOLDER:
        ontology = {
            "TTL": f"{files}ontology.ttl",
            "JSON": f"{files}ontology.jsonld",
            "XML": f"{files}ontology.rdf",
            "HTML": f"{files}ontology.html",
        }
        yield Route(r"^ns(?:/[0-9]+(?:\.[0-9]+)*)?/?$", ontology)
    topics = {**whole, "TTL": f"{files}topics.ttl", "HTML": page}
    yield Route(f"^{data}topics/", topics)
    catalogue = {"TTL": f"{files}catalog.ttl", "JSON": f"{files}catalog.jsonld", "HTML": page}
    yield Route(f"^{data}(?:catalogue|dataset|service|series)/", catalogue)
    yield Route(f"^{data}document/(.+)$", {**whole, "HTML": documents})
    yield Route(f"^{data}.", {**whole, "HTML": page})


def _root(description: Description) -> str:
    """Return the address of the folder for the rules."""
    base = description.dataset.base
    return FOLDER if base.startswith(FOLDER) else base


def _qualities() -> Iterator[str]:
    """Set `Q_TTL` and so on, from the least particular range to the most."""
    for name, media_type in FORMATS.items():
        yield 'RewriteCond %{HTTP:Accept} =""'
        yield f"RewriteRule ^ - [E=Q_{name}:1]"
        kind = media_type.partition("/")[0]
        for media_range in (r"\*/\*", rf"{kind}/\*", re.escape(media_type)):
            start = rf"(?:^|,)\s*{media_range}\s*"
            yield f'RewriteCond %{{HTTP:Accept}} "{start}(?:;|,|$)" [NC]'
            yield f"RewriteRule ^ - [E=Q_{name}:1]"
            yield rf'RewriteCond %{{HTTP:Accept}} "{start}(?:;[^,]*)?;\s*q=([01][.0-9]*)" [NC]'
            yield f"RewriteRule ^ - [E=Q_{name}:%1]"


def _choice() -> Iterator[str]:
    """Set `FORMAT`; qualities compare as texts, since they all have one digit before the point."""
    yield "RewriteRule ^ - [E=BEST:0]"
    for name in FORMATS:
        yield f"RewriteCond expr \"reqenv('Q_{name}') > reqenv('BEST')\""
        yield rf"RewriteCond %{{ENV:Q_{name}}} !^0?[.0]*$"
        yield f"RewriteRule ^ - [E=BEST:%{{ENV:Q_{name}}},E=FORMAT:{name}]"


def _rules(route: Route) -> Iterator[str]:
    for name, target in route.targets.items():
        yield f"RewriteCond %{{ENV:FORMAT}} ={name}"
        yield f"RewriteRule {route.pattern} {target} [R=303,L]"
    yield f"RewriteRule {route.pattern} - [R=406,L]"
