"""Read settings key by key and report every problem with its line."""
