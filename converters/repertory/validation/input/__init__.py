"""Read the RDF files to validate, and find the place of errors that a parser does not report."""
