"""Words of letters, one table a subject, by language. Phrases are folded before use: no capitals or accents needed."""
