"""Write the Apache rules that redirect each IRI to a file in the format that a client asks for.

w3id.org serves such rules for each registered name (https://github.com/perma-id/w3id.org). They
interpret the Accept header by https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1: the most
specific range gives the quality of a format, the format with the highest quality is chosen, and if
no format is acceptable, the response is 406.
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
"""The URL of the ontology without its name."""

UNKNOWN: Final = "https://example.org/FILES/"
"""The placeholder for the URL of the files if the manifest does not give it."""

FORMATS: Final[Mapping[str, str]] = {
    "TTL": RDF_FORMATS["turtle"].media_type,
    "JSON": RDF_FORMATS["jsonld"].media_type,
    "XML": RDF_FORMATS["rdfxml"].media_type,
    "TRIG": RDF_FORMATS["trig"].media_type,
    "HTML": "text/html",
}
"""Name of a format in the rules -> its media type; among equal qualities the first is chosen."""


GRAPHS: Final = "dataset.trig.gz"
EVIDENCE: Final = (
    *("activity", "citation", "correction", "finding", "graph", "mappings", "row", "rule"),
    *("software", "source", "vocabulary"),
)
"""The kinds of IRIs that only the named graphs describe; TriG is Turtle with names of graphs."""


class Route(Struct, frozen=True):
    """The redirects of the paths that match a pattern, by format."""

    pattern: str
    targets: Mapping[str, str]


def write_htaccess(description: Description) -> str:
    """Write the text of `portal/htaccess`, which is deployed as `.htaccess`."""
    lines = [
        "# Redirects of the IRIs of a dataset made by Repertory; deploy this file as .htaccess at",
        f"# {_root(description)}",
        "RewriteEngine on",
        "",
        "# The quality of each format in the Accept header; without the header, all are accepted.",
        *_qualities(),
        "",
        "# The first format with the highest quality.",
        *_choice(),
    ]
    for route in routes(description):
        lines += ["", *_rules(route)]
    return "\n".join([*lines, "", 'Header always merge Vary "Accept"', ""])


def write_registration(description: Description) -> str:
    """Write the text of `portal/README.md`: how to deploy the rules."""
    root = _root(description)
    name = urlsplit(root).path.strip("/")
    files = description.dataset.publishing.download
    missing = (
        f"\nFirst replace `{UNKNOWN}` in it with the URL of the files, which the manifest does not "
        "give (`download` in `[publishing]`).\n"
    )
    return f"""# Permanent addresses

The IRIs of the dataset begin with <{root}>. The file `htaccess` next to this one redirects them to
the files, in the format that a client asks for, or to a page for people.
{"" if files else missing}
To register or update the name at w3id.org:

1. Fork <https://github.com/perma-id/w3id.org>.
2. Copy `htaccess` to `{name}/.htaccess` and this file to `{name}/README.md`.
3. Add the names and addresses of the maintainers to the README.
4. Open a pull request.

The file `{GRAPHS}` is compressed: serve it with the headers `Content-Type: application/trig` and
`Content-Encoding: gzip`.

On your own server, deploy it as `.htaccess` at the same path. Apache needs the modules `rewrite`
and `headers`, and `AllowOverride FileInfo` for that folder.
"""


def routes(description: Description) -> Iterator[Route]:
    """Yield the redirects of each kind of IRI, the more specific ones first."""
    publishing, base = description.dataset.publishing, description.dataset.base
    files = publishing.download or UNKNOWN
    page = publishing.landing_page or files
    data = re.escape(base.removeprefix(_root(description)))
    core = {
        "TTL": "dataset.ttl",
        "JSON": "dataset.jsonld",
        "XML": "dataset.rdf",
        "TRIG": GRAPHS,
    }
    whole = {name: files + file for name, file in core.items()}
    language = (description.languages or ("en",))[0].partition("-")[0]
    documents = f"https://docs.un.org/{language}/$1"
    if _root(description) == FOLDER:
        ontology = {
            "TTL": f"{files}ontology.ttl",
            "JSON": f"{files}ontology.jsonld",
            "XML": f"{files}ontology.rdf",
            "HTML": f"{files}ontology.html",
        }
        version = r"(?:/[0-9]+(?:\.[0-9]+)*)?/?$"
        yield Route(f"^ns{version}", ontology)
        evidence = dict.fromkeys(FORMATS, f"{files}evidence.ttl")  # the only RDF file of it
        evidence["HTML"] = ontology["HTML"]
        yield Route(f"^evidence{version}", evidence)
    topics = {**whole, "TTL": f"{files}topics.ttl", "HTML": page}
    yield Route(f"^{data}topics/", topics)
    catalogue = {"TTL": f"{files}catalog.ttl", "JSON": f"{files}catalog.jsonld", "HTML": page}
    yield Route(f"^{data}(?:catalogue|dataset|service|series)/", catalogue)
    yield Route(f"^{data}document/(.+)$", {**whole, "HTML": documents})
    evidence = {"TTL": files + GRAPHS, "TRIG": files + GRAPHS, "HTML": page}
    yield Route(f"^{data}(?:{'|'.join(EVIDENCE)})/", evidence)
    yield Route(f"^{data}.", {**whole, "HTML": page})


def _root(description: Description) -> str:
    """Return the URL of the folder of the rules."""
    base = description.dataset.base
    return FOLDER if base.startswith(FOLDER) else base


def _qualities() -> Iterator[str]:
    """Set `Q_TTL` and so on, from the least specific range to the most specific."""
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
    """Set `FORMAT`; qualities are compared as text, since all have one digit before the point."""
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
