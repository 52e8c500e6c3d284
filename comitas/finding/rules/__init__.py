"""What a word is, what is asked for, and when two names are alike. Plain Python."""
