"""What may be destroyed, for how long things are kept, and what is said to persons who ask."""
