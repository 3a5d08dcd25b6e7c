"""Publish graphs to SPARQL stores: the kinds of stores, a client for one, and the push."""
