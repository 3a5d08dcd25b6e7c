"""Propose links: compare the labels of topics and concepts, and give the reasons."""
