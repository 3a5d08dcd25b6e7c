"""Write the files of a dataset: one module for each kind of file."""
