"""Judging: requirements as data, findings with reasons. Findings warn; they never take a step away."""
