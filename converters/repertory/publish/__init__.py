"""What is published beside the graph: tables, their description and the report of findings."""
