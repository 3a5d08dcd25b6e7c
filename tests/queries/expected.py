"""The rows that each query must give for the real index, counted from the table.

One function a query; a row has the columns that people read, without the IRIs.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable

from tests.queries.table import Cited, Table, unique

__all__ = [
    "bodies_on_topic",
    "concordance_of_report",
    "corrections",
    "coverage_of_reports",
    "documents",
    "findings",
    "hypotheses",
    "indexes",
    "languages",
    "paragraphs_of_report",
    "provenance",
    "recommendation",
    "recommendations",
    "recommendations_beside_recommendation",
    "recommendations_in_several_paragraphs",
    "recommendations_on_topic",
    "recommendations_shared_by_topics",
    "recommendations_under_most_topics",
    "repairs",
    "rows_of_indexes",
    "rules",
    "search_labels",
    "sections",
    "things_named",
    "topic_names",
    "topics",
    "topics_by_meeting",
    "topics_by_recommendations",
    "topics_first_taken_up",
    "topics_last_taken_up",
    "topics_not_taken_up_since",
    "topics_of_paragraph",
    "topics_taken_up_once",
    "topics_together_with_topic",
    "topics_with_same_recommendations",
    "topics_within_other_topics",
    "where_printed",
]

Rows = list[tuple[str, ...]]

SEA = "Smuggling by sea"
COOPERATION = "International cooperation"
REPORT = "CTOC/COP/WG.7/2018/3"


def text(*values: object) -> tuple[str, ...]:
    return tuple(str(value) for value in values)


def number_of_references(cited: Iterable[Cited]) -> int:
    return len({each.reference for each in cited})


def ranks(table: Table) -> dict[str, int]:
    return {topic.label: topic.order for topic in table.index.topics}


def rows(cited: Iterable[Cited]) -> list[tuple[Cited, tuple[str, str, str, str]]]:
    """The whole rows and the half rows: paragraph, reference, topic and doubt, each of a citation.

    The half rows of a doubted pair stand where the pair is printed, the paragraph first.
    """
    cited = list(cited)
    whole = [each for each in cited if not each.doubted]
    found = [(each, (each.paragraph, each.reference, each.topic, "")) for each in whole]
    paragraphs = {(each.topic, each.paragraph) for each in whole}
    references = {(each.topic, each.reference) for each in whole}
    for each in cited:
        if each.doubted and (each.topic, each.paragraph) not in paragraphs:
            found.append((each, (each.paragraph, "", each.topic, f"perhaps {each.reference}")))
        if each.doubted and (each.topic, each.reference) not in references:
            found.append((each, ("", each.reference, each.topic, f"perhaps {each.paragraph}")))
    return found


def by_paragraph(cited: Iterable[Cited]) -> list[tuple[str, str, str, str]]:
    """The rows in the order of documents, paragraphs, recommendations and topics."""
    found = sorted(
        (each.by_paragraph, each.by_reference if row[1] else (), row[2], row)
        for each, row in rows(cited)
    )
    return unique(row for *_, row in found)


def recommendations_on_topic(table: Table) -> Rows:
    below = [topic.label for topic in table.index.topics if topic.broader == SEA]
    return list(by_paragraph(table.of(SEA, *below)))


def bodies_on_topic(table: Table) -> Rows:
    body = table.index.description.body
    found = by_paragraph(table.of(SEA))
    return [(body, topic, paragraph, ref, doubt) for paragraph, ref, topic, doubt in found]


def topics_of_paragraph(table: Table) -> Rows:
    wanted = f"{REPORT}, para. 8 (e)"
    cited = [each for each in table.cited if each.paragraph == wanted]
    found = sorted((topic, wanted, ref, doubt) for _, (_, ref, topic, doubt) in rows(cited))
    return unique(found)


def concordance_of_report(table: Table) -> Rows:
    return list(by_paragraph(each for each in table.cited if each.document == REPORT))


def recommendation(table: Table) -> Rows:
    cited = [each for each in table.cited if each.reference == "V.2.e"]
    return sorted(
        text(ref, paragraph, topic, len(table.references(topic)) - 1, doubt)
        for _, (paragraph, ref, topic, doubt) in rows(cited)
    )


def recommendations_beside_recommendation(table: Table) -> Rows:
    topics = {each.topic for each in table.cited if each.reference == "V.2.e"}
    shared = defaultdict(set)
    first = {}
    for each in table.cited:
        if each.topic in topics and each.reference != "V.2.e":
            shared[each.reference].add(each.topic)
            first[each.reference] = each.by_reference
    order = sorted(shared, key=lambda reference: (-len(shared[reference]), first[reference]))
    return [text(reference, len(shared[reference])) for reference in order]


def topics_together_with_topic(table: Table) -> Rows:
    counts = {
        topic: len(table.references(topic) & table.references(SEA))
        for topic in table.topics()
        if topic != SEA
    }
    found = [(topic, count) for topic, count in counts.items() if count]
    return [text(*pair) for pair in sorted(found, key=lambda pair: (-pair[1], pair[0]))]


def topics_by_recommendations(table: Table) -> Rows:
    rows = [
        (topic, number_of_references(table.of(topic)), len({c.document for c in table.of(topic)}))
        for topic in table.topics()
    ]
    return [text(*row) for row in sorted(rows, key=lambda row: (-row[1], -row[2], row[0]))]


def topics_by_meeting(table: Table) -> Rows:
    cells: dict[tuple[int, str, str], set[str]] = defaultdict(set)
    for each in table.cited:
        own = cells[each.rank, each.topic, each.document]
        own |= set() if each.doubted else {each.reference}
    return [
        text(topic, document, len(cells[key]))
        for key in sorted(cells)
        for _, topic, document in [key]
    ]


def _years(table: Table, pick: Callable[[Iterable[int]], int]) -> dict[str, int]:
    return {
        topic: pick([each.year for each in table.of(topic)])
        for topic in table.topics()
        if table.of(topic)
    }


def topics_first_taken_up(table: Table) -> Rows:
    return [text(topic, year) for topic, year in _years(table, min).items() if year == 2015]


def topics_last_taken_up(table: Table) -> Rows:
    return [text(topic, year) for topic, year in _years(table, max).items() if year == 2015]


def topics_not_taken_up_since(table: Table) -> Rows:
    found = [(year, topic) for topic, year in _years(table, max).items() if year < 2017]
    rank = ranks(table)
    return [text(t, year) for year, t in sorted(found, key=lambda pair: (pair[0], rank[pair[1]]))]


def pairs(table: Table, wanted: Collection[str]) -> list[tuple[str, str, str]]:
    """The reference, the paragraph and the doubt of each pair, in the order of references."""
    found = sorted(
        (each.by_reference, each.by_paragraph, each.doubted)
        for each in table.cited
        if each.reference in wanted
    )
    return unique(
        (reference, "", f"perhaps {paragraph}") if doubted else (reference, paragraph, "")
        for (_, _, reference), (_, _, paragraph), doubted in found
    )


def topics_of_references(table: Table) -> dict[str, set[str]]:
    topics: dict[str, set[str]] = defaultdict(set)
    for each in table.cited:
        topics[each.reference].add(each.topic)
    return topics


def recommendations_under_most_topics(table: Table) -> Rows:
    topics = topics_of_references(table)
    many = [reference for reference, own in topics.items() if len(own) >= 5]
    found = sorted(pairs(table, many), key=lambda pair: -len(topics[pair[0]]))
    return [text(ref, paragraph, len(topics[ref]), doubt) for ref, paragraph, doubt in found]


def _pairs(table: Table) -> Iterable[tuple[str, set[str], str, set[str]]]:
    sets = {topic: table.references(topic) for topic in table.topics() if table.of(topic)}
    for topic, own in sets.items():
        for other, others in sets.items():
            if topic != other:
                yield topic, own, other, others


def topics_with_same_recommendations(table: Table) -> Rows:
    iris = table.iris["topic"]
    found = [
        (-len(own), topic, other)
        for topic, own, other, others in _pairs(table)
        if own == others and iris[topic] < iris[other]
    ]
    return [text(topic, other, -few) for few, topic, other in sorted(found)]


def topics_within_other_topics(table: Table) -> Rows:
    found = [
        (-len(own), topic, other, len(others))
        for topic, own, other, others in _pairs(table)
        if own < others
    ]
    return [text(topic, other, -few, many) for few, topic, other, many in sorted(found)]


def recommendations_shared_by_topics(table: Table) -> Rows:
    both = table.references(SEA) & table.references(COOPERATION)
    return [(paragraph, reference, doubt) for reference, paragraph, doubt in pairs(table, both)]


def search_labels(table: Table) -> Rows:
    topics = sorted(table.index.topics, key=lambda topic: topic.order)
    return [
        (topic.label, label)
        for topic in topics
        for label in sorted({topic.label, *topic.alternative_labels})
        if "sea" in label.lower()
    ]


def findings(table: Table) -> Rows:
    found = [each for each in table.index.findings if each.severity == "warning"]
    rows = []
    for each in found:
        assert each.place is not None and each.place.line is not None
        row = (
            each.place.within(),
            each.kind,
            each.message,
            each.printed,
            each.proposed,
            each.status,
        )
        rows.append((each.place.line, row))
    return [row for _, row in sorted(rows)]


def hypotheses(table: Table) -> Rows:
    rows = []
    for each in table.index.findings:
        for mended in each.hypotheses if each.status == "open" else ():
            assert each.place is not None
            start = (each.place.within(), each.message, mended.wrong, mended.proposed)
            for fact in mended.evidence:
                places = "; ".join(dict.fromkeys(place.within() for place in fact.places))
                said = f"{fact.text} ({places})" if places else fact.text
                rows.append((*start, "for" if fact.supports else "against", said))
            if not mended.evidence:
                rows.append((*start, "", ""))
    return sorted(rows)


def corrections(table: Table) -> Rows:
    rows = []
    topics = {heading: topic for topic in table.index.topics for heading in topic.headings}
    by_place = {(each.row, each.ordinal): each for each in table.index.citations}
    labels = {(each.row, each.ordinal): each for each in table.cited}
    for each, where in zip(table.index.corrections, table.index.corrected, strict=True):
        cited = labels[where]
        assert topics[by_place[where].heading].label == cited.topic
        label = f"{by_place[where].heading}: {cited.paragraph}, {cited.reference}"
        row = (each.field, each.printed, each.corrected, each.status, each.reason)
        rows.append((cited.line, (f"line {cited.line}", label, *row)))
    return [row for _, row in sorted(rows)]


def repairs(table: Table) -> Rows:
    rows = []
    for row in table.index.rows:
        label = f"{row.heading}: {row.document}, {row.written.paragraphs.text}"
        for each in row.written.repairs:
            rows.append((row.order, (each.place.within(), each.kind, each.detail, label)))
    return [row for _, row in sorted(rows, key=lambda pair: (pair[0], *pair[1][1:]))]


def where_printed(table: Table) -> Rows:
    rows = {row.order: row.written for row in table.index.rows}
    name = table.index.source.name
    return [
        (
            f"line {each.line}",
            name,
            each.topic,
            rows[each.row].paragraphs.text,
            rows[each.row].references.text,
            each.reference,
        )
        for each in table.cited
        if each.paragraph == "CTOC/COP/WG.7/2012/6, para. 50"
    ]


def by_document(table: Table) -> Iterable[tuple[str, list[Cited]]]:
    for document in sorted({each.document for each in table.cited}):
        yield document, [each for each in table.cited if each.document == document]


def coverage_of_reports(table: Table) -> Rows:
    rows = []
    for document, cited in by_document(table):
        topics = {each.topic for each in cited}
        paragraphs = {each.paragraph for each in cited}
        references = number_of_references(each for each in cited if not each.doubted)
        rows.append(text(document, len(topics), len(paragraphs), references))
    return rows


def rules(table: Table) -> Rows:
    return [
        text(rule.document, f"{rule.document}: {rule}", rule.support, rule.pairs - rule.support)
        for rule in sorted(table.index.rules, key=lambda rule: rule.document)
    ]


def rows_of_indexes(table: Table) -> Rows:
    title = table.index.description.title
    return [
        text(title, document, len({each.row for each in cited}), len(cited))
        for document, cited in by_document(table)
    ]


def topics(table: Table) -> Rows:
    ordered = sorted(table.index.topics, key=lambda topic: topic.order)
    return [(topic.label, topic.broader or "") for topic in ordered]


def topic_names(table: Table) -> Rows:
    rows = []
    for topic in table.index.topics:
        rows += [(topic.label, "label", topic.label)]
        rows += [(label, "alternative", topic.label) for label in topic.alternative_labels]
    return sorted(rows, key=lambda row: (row[2], row[1], row[0]))


def indexes(table: Table) -> Rows:
    edition = table.index.description
    described = (edition.title, edition.body, edition.language, edition.date)
    return [text(*described, table.index.compilation)]


def languages(table: Table) -> Rows:
    return [text("en", len(table.index.topics))]


def things_named(table: Table) -> Rows:
    return [(f"{table.index.compilation}, V.2.e", "Recommendation")]


def documents(table: Table) -> Rows:
    reports = {each.document for each in table.cited}
    kinds = {**dict.fromkeys(reports, "document"), str(table.index.compilation): "compilation"}
    return [(name, kinds[name], f"https://docs.un.org/en/{name}") for name in sorted(kinds)]


def sections(table: Table) -> Rows:
    """A pair in doubt does not count."""
    found: dict[tuple[int, str, str], set[str]] = defaultdict(set)
    for each in table.cited:
        if each.reference and each.paragraph and not each.doubted:
            section = each.reference.partition(".")[0]
            found[each.by_reference[0], section, each.document].add(each.reference)
    name = table.index.compilation
    return [text(f"{name}, {key[1]}", key[2], len(found[key])) for key in sorted(found)]


def paragraphs_of_report(table: Table) -> Rows:
    topics = defaultdict(set)
    for each in table.cited:
        if each.document == REPORT:
            topics[each.number, each.paragraph].add(each.topic)
    return [text(key[1], len(topics[key])) for key in sorted(topics)]


def recommendations(table: Table) -> Rows:
    topics = topics_of_references(table)
    found = pairs(table, topics)
    return [text(ref, paragraph, len(topics[ref]), doubt) for ref, paragraph, doubt in found]


def recommendations_in_several_paragraphs(table: Table) -> Rows:
    several = Counter(ref for ref, _ in {(each.reference, each.paragraph) for each in table.cited})
    return list(pairs(table, [reference for reference, count in several.items() if count > 1]))


def topics_taken_up_once(table: Table) -> Rows:
    rows = []
    for topic in table.topics():
        reports = {each.document for each in table.of(topic)}
        if len(reports) == 1:
            rows.append((*reports, ranks(table)[topic], topic))
    return [text(topic, document) for document, _, topic in sorted(rows)]


def provenance(table: Table) -> Rows:
    from repertory import __version__

    index = table.index
    files = sorted((each.name, each.sha256) for each in (index.source, *index.reviewed))
    title, issued = index.description.title, index.description.date
    return [(title, issued, *file, f"Repertory {__version__}") for file in files]
