"""Join the parts of headings, and carry each heading over to its rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from repertory.layout.body import MAXIMUM_HEADING, Body, Part, long_heading
from repertory.layout.displaced import LabelGroup, doubtful_section
from repertory.layout.document_order import DocumentOrder, document_key
from repertory.layout.labels import CLOSING_SHARE, NARROWEST, continues, wraps
from repertory.layout.lines import NUMBERED_FOOTNOTE
from repertory.model import IndexRow, Place, Problem, Repair
from repertory.topics.enumerators import Enumeration
from repertory.topics.wording import (
    SOFT_HYPHEN,
    are_capitalised,
    is_capitals,
    is_inverted,
    refers,
)


def carry_headings(body: Body, in_lines: bool) -> tuple[list[IndexRow], list[LabelGroup]]:
    """Return the rows with their headings, and the groups that they form.

    *in_lines* is whether the table is text, in which a heading may wrap at the width of its column.
    A row before the first heading is added to the problems of *body*.
    """
    carrying = _Carrying(body, in_lines)
    groups = carrying.groups()
    rows: list[IndexRow] = []
    known = {id(part) for parts in carrying.parts_of for part in parts}
    for group in groups:
        if len(group.heading) > MAXIMUM_HEADING and len(group.cells) > 1:
            body.problems.append(long_heading(group.cells[0], len(group.heading)))
        group.heading = group.heading.removesuffix(SOFT_HYPHEN)
        for number in range(group.start, group.end):
            parts = carrying.parts_of[number]
            row = _headed(body.rows[number], parts, group.heading, body.breaks[number])
            above = [part for part in body.parts[number] if id(part) not in known]
            rows.append(replace(row, repairs=(*_removed(above, row.place), *row.repairs)))
        if group.start < group.end and not group.heading and not body.topicless:
            expected = "a topic in the first row of a table"
            place = rows[group.start].place
            body.problems.append(Problem(place, "a row without a topic", expected))
    return rows, groups


def _headed(row: IndexRow, parts: Sequence[Part], heading: str, breaks: bool) -> IndexRow:
    """Return a row with its heading and the repairs of it."""
    repairs = list(_removed(parts, row.place))
    if any(part.text.casefold() != heading.casefold() for part in parts):
        detail = f"the parts of {heading!r} are on several lines"
        repairs.append(Repair("label-joined", detail, row.place))
    if not parts and breaks:
        detail = f"{heading!r} is carried over a page break"
        repairs.append(Repair("topic-carried-over", detail, row.place))
    printed = " ".join(part.printed.removesuffix(SOFT_HYPHEN) for part in parts)
    return replace(row, heading=heading, printed_heading=printed, repairs=(*repairs, *row.repairs))


def _removed(parts: Sequence[Part], place: Place) -> Iterator[Repair]:
    """Yield what was removed from the parts of a heading."""
    for part in parts:
        if part.mark:
            detail = f"{part.mark!r} after {part.text!r}"
            yield Repair("footnote-mark-removed", detail, place)
        if part.title:
            yield Repair("title-removed", f"{part.title!r} before {part.text!r}", place)


class _Carrying:
    """Finds the beginning and the rest of each heading in the rows of a table."""

    def __init__(self, body: Body, in_lines: bool) -> None:
        self.body = body
        self.in_lines = in_lines
        self.keys = [document_key(row) for row in body.rows]
        first_parts = [parts[0].text for parts in body.parts if parts]
        widths = sorted(len(part.text) for parts in body.parts for part in parts)
        self.widest = widths[:-3:-1] if in_lines else []
        self.enumeration = Enumeration(part.text for parts in body.parts for part in parts)
        self.capitalised = are_capitalised(first_parts)
        self.order = DocumentOrder(list(self._labelled_documents()))
        self.parts_of: list[list[Part]] = []

    def groups(self) -> list[LabelGroup]:
        """Return the headings in printed order; for one without rows, start and end are equal."""
        groups: list[LabelGroup] = []
        for number in range(len(self.keys)):
            headings = self._joined(number, groups[-1] if groups else None)
            own = headings[-1].cells if headings else ()
            self.parts_of.append([part for part in self.body.parts[number] if part.cell in own])
            if len(headings) == 1 and groups and self._continues(groups[-1], headings[0]):
                headings = []
            groups += headings
            if not groups:
                groups.append(LabelGroup("", number, number, after_break=False))
            groups[-1].end = number + 1
        return [*groups, *self._joined(len(self.keys), groups[-1] if groups else None)]

    def _labelled_documents(self) -> Iterator[Sequence[str]]:
        """Yield the documents of the rows from each printed label to the next."""
        starts = [number for number in range(len(self.keys)) if self.body.parts[number]]
        for start, end in zip([0, *starts], [*starts, len(self.keys)], strict=True):
            yield self.keys[start:end]

    def _joined(self, number: int, above: LabelGroup | None) -> list[LabelGroup]:
        """Join the parts before and in a row into headings; all but the last have no rows.

        Parts are joined if their text shows it, or, on one page, if the line above was full. Those
        before the heading of the row itself may be the rest of the heading *above*.
        """
        headings: list[LabelGroup] = []
        parts = self.body.parts[number]
        rests = self._rests(above, parts) if above is not None else 0
        last: Part | None = None
        for part in parts[rests:]:
            if last is not None and self._is_joined(headings[-1], last, part, number):
                headings[-1].add(part.text, (part.cell,))
                headings[-1].alone = part.alone
            else:
                group = LabelGroup(part.text, number, number, part.breaks, (part.cell,), part.alone)
                headings.append(group)
            last = part
        return headings

    def _rests(self, above: LabelGroup, parts: Sequence[Part]) -> int:
        """Join the lines below a row that continue its heading, and return their number.

        The next row has a heading of its own.
        """
        if not parts or parts[-1].alone or above.start == above.end:
            return 0
        count = 0
        for part in parts[:-1]:
            if not self._may_continue(above, part.text) or part.breaks:
                break
            if NUMBERED_FOOTNOTE.match(part.text):
                break
            above.add(part.text, (part.cell,))
            self.parts_of[above.start].append(part)
            count += 1
        return count

    def _may_continue(self, above: LabelGroup, text: str) -> bool:
        """Return whether a text may be the rest of a heading with rows.

        `Boats, theft of` is complete, since an inverted heading may end in a preposition.
        """
        if not above.heading or len(above.heading) > MAXIMUM_HEADING:
            return False
        if is_inverted(above.heading) and not text[0].islower():
            return False
        return continues(above.heading, text, self.capitalised)

    def _is_joined(self, above: LabelGroup, last: Part, part: Part, number: int) -> bool:
        """Return whether a part continues the one above; `Nets, see Whales` is complete.

        Nothing is joined to a text that is already too long for a heading. A heading that is joined
        by the width of its lines only is a doubt.
        """
        if len(above.heading) > MAXIMUM_HEADING or self._is_enumerated(part):
            return False
        if continues(above.heading, part.text, self.capitalised):
            return True
        if refers(above.heading) or self._is_enumerated(last):
            return False
        if is_capitals(last.text) and not is_capitals(part.text):
            return False
        if part.breaks != last.breaks or not self.widest:
            return False
        above.full = wraps(last.text, part.text, self.widest[0])
        if not above.full or not self._shows_width(last.text):
            return False
        if above.after_break and self._restarts_above(number):
            return False
        above.doubt = doubtful_section(last.text, part.text)
        return True

    def _is_enumerated(self, part: Part) -> bool:
        return self.enumeration.split(part.text)[0] is not None

    def _shows_width(self, text: str) -> bool:
        """Return whether a line is long enough to wrap, and another one nearly as long."""
        other = self.widest[-1] if len(text) == self.widest[0] else self.widest[0]
        return len(text) >= NARROWEST and other >= CLOSING_SHARE * len(text)

    def _restarts_above(self, number: int) -> bool:
        """Return whether the rows above break their order, so that the last need a heading."""
        start = number
        while start and not self.body.parts[start - 1]:
            start -= 1
        return not self.order.runs(self.keys[max(start - 1, 0) : number])

    def _continues(self, above: LabelGroup, own: LabelGroup) -> bool:
        """Return whether a heading in a row repeats the one above or is the rest of it.

        It is the rest only if its rows continue the order of those above.
        """
        if above.heading.casefold() == own.heading.casefold():
            return True
        if not self._may_continue(above, own.heading):
            return False
        here, documents = self.keys[own.start], self.keys[above.start : above.end]
        if here in documents or self.order.reverses(documents[-1], here):
            return False
        above.add(own.heading, own.cells)
        return True
