"""Time limits, counted in plain Python."""
