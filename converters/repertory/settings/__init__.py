"""Read and write the TOML files of a user: manifest, identifiers, corrections and columns."""
