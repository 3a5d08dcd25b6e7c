"""Read and write the settings of a user: manifest, identifiers, corrections and columns."""
