"""Comitas: international cooperation against corruption, for a State's central authority."""
