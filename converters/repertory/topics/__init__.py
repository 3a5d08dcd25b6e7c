"""Turn headings into topics: their parts, their hierarchy and their wording."""
