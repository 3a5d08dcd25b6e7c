"""The HTTP client of all commands, credentials and addresses."""
