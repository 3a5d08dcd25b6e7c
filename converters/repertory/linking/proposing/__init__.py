"""Propose links: compare the labels of topics and concepts, with reasons."""
