"""Counting: every figure comes from the ledger and reconciles, or says why it does not."""
