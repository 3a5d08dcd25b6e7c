"""Report the findings of a dataset, for people and for programs."""
