"""Bedrock: clock, ids, actors, jobs, text marking, base templates. No word of the trade in it."""
