"""Bytes with a fingerprint: originals, and what was read from them."""
