"""Read the RDF files to validate, and find the faults in files that cannot be parsed."""
