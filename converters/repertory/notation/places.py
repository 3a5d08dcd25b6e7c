"""What contains a place in a document, and which places are plain numbered paragraphs."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from repertory.model import WHOLE, ParagraphNumber


def numbers_of(place: ParagraphNumber) -> tuple[int, ...]:
    """Return all numbers of a paragraph: `26.110` has 26 and 110."""
    return place.number, *place.dotted


def is_plain(place: ParagraphNumber) -> bool:
    """Return whether a place is a numbered paragraph of the main text, perhaps with items.

    Only these are numbered from the first to the last without a gap, and follow a rule.

    >>> is_plain(ParagraphNumber(8)), is_plain(ParagraphNumber(26, dotted=(110,)))
    (True, False)
    """
    return place.number > 0 and not (place.dotted or place.within or place.recommendation)


def containing(place: ParagraphNumber) -> Iterator[ParagraphNumber]:
    """Yield the places that contain a place, the nearest first, but not the whole document.

    `26.110` is no part of paragraph 26.

    >>> [above.items for above in containing(ParagraphNumber(8, items=("a", "i")))]
    [('a',), ()]
    """
    above = place
    if place.recommendation:
        above = replace(place, recommendation="")
        if above != WHOLE:
            yield above
    while above.items or above.within:
        if above.items:
            above = replace(above, items=above.items[:-1])
        elif above.number:
            above = ParagraphNumber(0, within=above.within)
        else:
            above = replace(above, within=above.within[:-1])
        if above == WHOLE:
            return
        yield above
