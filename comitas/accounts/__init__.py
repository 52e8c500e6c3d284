"""People: who they are, which roles they hold in which of our authorities, and which compartments they may read."""
