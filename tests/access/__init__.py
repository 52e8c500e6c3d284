"""Need-to-know over the whole program: the table, every address, and words that must not travel."""
