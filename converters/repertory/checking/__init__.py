"""Read settings key by key and report each problem with its line."""
