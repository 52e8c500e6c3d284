"""The rules of duty, as plain Python."""
