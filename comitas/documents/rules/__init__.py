"""What a document is, what may be asked of the converter, and what it gives back: plain Python."""
