"""Review proposals: decisions, their contradictions, and the session in the terminal."""
