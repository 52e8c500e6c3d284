"""What a token may be for, and what is kept of it."""
