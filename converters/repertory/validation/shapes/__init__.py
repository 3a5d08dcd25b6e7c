"""Read shapes graphs: profiles, targets, paths, and what makes a graph no shapes graph."""
