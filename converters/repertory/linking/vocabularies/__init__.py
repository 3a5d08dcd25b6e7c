"""Read the concepts of other vocabularies from files and services."""
