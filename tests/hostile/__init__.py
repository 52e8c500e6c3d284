"""Wrong, huge, duplicated and hostile input on every form: a sentence, no failure of ours, nothing changed."""
