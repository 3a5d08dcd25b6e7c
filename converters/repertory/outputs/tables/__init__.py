"""Write the CSV files of a dataset and their description."""
