"""Convert headings into topics: parts, hierarchy and wording."""
