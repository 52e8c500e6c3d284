"""Requirements as tables, one file an instrument, and the reading of a State's own pack."""
