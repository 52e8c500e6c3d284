"""Bytes with a fingerprint: taken in, kept untouched, read in a box."""
