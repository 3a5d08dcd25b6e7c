"""SPARQL stores: what each kind is like (`targets`), how to speak to one, and the push itself."""
