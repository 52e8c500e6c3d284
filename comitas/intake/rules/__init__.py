"""Rules of the door, as plain Python and tables."""
