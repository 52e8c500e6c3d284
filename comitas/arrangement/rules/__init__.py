"""What an arrangement holds, how its file is written, and how two of them differ."""
