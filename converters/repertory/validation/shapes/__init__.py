"""Read shapes graphs: profiles, targets, paths, and the problems of a file."""
