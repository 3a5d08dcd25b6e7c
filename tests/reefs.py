"""Lists without a compilation: of recommendations with their text, and of whole documents."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from repertory.outputs.publication import Publication, read_text

LIST: Final = """\
Topic,Document,Paragraph,Text,Position,Addressee,Recommending State,SDG,Session,Date,Record ID,\
Entry type,Persons
Reefs,REEF/2020/1,3,Map the reefs.,Accepted,Coralia,"Atollia, Lagunia",14.2,Third session,\
2020-05-04,r-1,Recommendation,Divers
Nets,REEF/2020/1,3,Map the reefs.,Accepted,Coralia,"Atollia, Lagunia",14.2,Third session,\
2020-05-04,r-1,Recommendation,Divers
Reefs,REEF/2020/1,4 (a),Close the reefs at night.,Noted,Coralia; Harbour Board,Atollia,"14, 8.8",\
Third session,2020-05-04,r-2,Recommendation,
Reefs,REEF/2020/1,4 (a),Open the reefs on Sundays.,Accepted,Coralia,Lagunia,,Third session,\
2020-05-04,r-3,Recommendation,
Nets,REEF/2020/1,5,Notes that nets are old.,,Coralia,,,Third session,2020-05-04,r-4,Observation,\
Fishers
Nets,REEF/2021/2,5,Mend the nets.,Noted,Atollia,Coralia,14.b,Fourth session,spring 2021,r-5,\
Recommendation,Fishers; Children
"""

MEASURES: Final = """\
Topic,Measure,Meeting,Date
Buoys,Measure 4 (2016),Meeting IX,2016-06-01
Buoys,Measure 10 (2016),Meeting IX,2016-06
Lamps,Measure 10 (2016),Meeting IX,2016-06
"""


def read_reefs(text: str = LIST) -> Publication:
    """Return the list of recommendations as a publication."""
    return read_text(text.encode(), "reefs.csv")


def published_reefs(rights: str = "") -> Publication:
    """Return the list of recommendations with what a published dataset states of itself."""
    publication = read_reefs()
    description = replace(
        publication.dataset.description,
        base="https://example.org/id/",
        titles=(("en", "Reefs"),),
        descriptions=(("en", "What was recommended on reefs."),),
        publisher="The Reef Board",
        license="https://creativecommons.org/publicdomain/zero/1.0/",
        rights=rights,
    )
    return replace(publication, dataset=replace(publication.dataset, description=description))


def read_measures() -> Publication:
    """Return the list of whole documents as a publication."""
    return read_text(MEASURES.encode(), "measures.csv")
