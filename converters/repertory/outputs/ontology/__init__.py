"""Write the ontology in several formats and as an HTML page."""
