"""Describe a dataset for portals, search engines and citations."""
