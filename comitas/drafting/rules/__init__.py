"""Kinds of letters, their life, what each needs and what each must say."""
