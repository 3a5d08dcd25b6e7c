"""Find the table in printed pages: words at their positions, lines, columns and topics."""
