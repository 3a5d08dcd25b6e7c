"""Speak HTTP: the one client of all commands, the credentials, the addresses."""
