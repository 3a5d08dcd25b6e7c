"""Review proposals in the terminal, keep the decisions and check them for contradictions."""
