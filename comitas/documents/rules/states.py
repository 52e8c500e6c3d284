"""The life of a document's reading."""

WAITING = "waiting"
READING = "reading"
READ = "read"
REFUSED = "refused"
OFF = "off"
STATES = (WAITING, READING, READ, REFUSED, OFF)

TRIES = 3
"""Runs of the converter that may die over one document before it is refused: the third time it is the document's fault."""
