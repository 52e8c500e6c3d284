"""How requirements are written, read, examined and answered."""
