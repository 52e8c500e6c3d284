"""Data protection: how long things are kept, their lawful destruction, hand-over to archives, holds, requests of persons."""
