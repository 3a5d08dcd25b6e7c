"""Read and write mapping sets in SSSOM."""
