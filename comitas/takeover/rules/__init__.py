"""How a register that was kept elsewhere is read: its columns, days and words, and what a row becomes."""
