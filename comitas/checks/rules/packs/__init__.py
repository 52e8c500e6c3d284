"""Requirements as tables, one file an instrument."""
