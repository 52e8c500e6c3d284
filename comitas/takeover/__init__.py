"""The stock taken over: open and closed cases from a register that was kept elsewhere."""
