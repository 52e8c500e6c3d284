"""Arranging: how an authority has set itself up, as one file that is tried on a case before it takes effect."""
