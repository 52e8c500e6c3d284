"""How a line is written, hashed, ordered and attested: plain Python, no database."""
