"""The law and the practice of a case, as plain Python and tables."""
