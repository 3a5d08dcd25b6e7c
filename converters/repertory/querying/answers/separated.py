"""Write the rows of an answer as CSV or TSV (https://www.w3.org/TR/sparql11-results-csv-tsv/)."""

from __future__ import annotations

import csv
import io

from repertory.engine import n3
from repertory.publish.tables import harmless
from repertory.querying.answers.reply import Reply, plain


def write_csv(reply: Reply) -> str:
    """Write plain values; one that a spreadsheet would run as a formula gets an apostrophe."""
    output = io.StringIO()
    writer = csv.writer(output, lineterminator="\n")
    writer.writerow(reply.answer.variables)
    for row in reply.answer.rows:
        writer.writerow([harmless(plain(node)) for node in row])
    return output.getvalue()


def write_tsv(reply: Reply) -> str:
    """Write terms as in Turtle, so that languages and datatypes are kept."""
    lines = ["\t".join(f"?{name}" for name in reply.answer.variables)]
    for row in reply.answer.rows:
        lines.append("\t".join("" if node is None else n3(node) for node in row))
    return "\n".join([*lines, ""])
